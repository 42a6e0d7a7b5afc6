/** A parameter of these values, without a tensor; its gradient is 1 everywhere if none is given. */
export const parameter = (values: number[], grad: number[] | null = values.map(() => 1), name?: string) => ({
  data: Float64Array.from(values),
  grad: grad && Float64Array.from(grad),
  shape: [values.length],
  ...(name !== undefined && { name }),
});
