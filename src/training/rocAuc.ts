/**
 * The area under the ROC curve: the share of pairs of a positive and a negative example in which the positive one has
 * the higher score. Equal scores count one half. 0.5 is chance; null without examples of both kinds, and for a NaN.
 *
 *     AUC = (Σ ranks of positives − p (p + 1) / 2) / (p q)          p positives, q negatives
 *
 * labels: [n], 1 for positive   scores: [n]. Fawcett, "An introduction to ROC analysis", 2006.
 *
 * @example rocAuc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) // 0.75
 */
export function rocAuc(labels: ArrayLike<number>, scores: ArrayLike<number>): number | null {
  if (labels.length !== scores.length)
    throw new RangeError(`rocAuc: each label needs a score, got ${labels.length} labels and ${scores.length} scores`);
  const order = Array.from({ length: labels.length }, (_, i) => i).sort((a, b) => scores[a] - scores[b]);
  let [positives, ranks] = [0, 0];
  for (let start = 0; start < order.length; ) {
    const score = scores[order[start]];
    if (Number.isNaN(score)) return null;
    let end = start;
    while (end < order.length && scores[order[end]] === score) end++;
    // Equal scores share the mean of their ranks, start + 1 … end.
    const tied = order.slice(start, end).filter((i) => labels[i] === 1).length;
    positives += tied;
    ranks += (tied * (start + 1 + end)) / 2;
    start = Math.max(end, start + 1);
  }
  const negatives = order.length - positives;
  if (positives === 0 || negatives === 0) return null;
  return (ranks - (positives * (positives + 1)) / 2) / (positives * negatives);
}
