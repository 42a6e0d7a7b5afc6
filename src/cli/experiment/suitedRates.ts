/** Learning rates for small networks, for rules whose default is meant for other tasks. */
export const suitedRates: Readonly<Record<string, number>> = {
  sgd: 0.1,
  momentum: 0.02,
  nesterov: 0.02,
  adam: 2e-3,
  lion: 2e-3,
  lars: 3,
  asgd: 0.2,
  radam: 5e-3,
};
