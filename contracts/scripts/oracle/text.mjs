// Unicode's normalisation form KD by this Node, as UTF-8.
export const operations = {
  nfkd: ({ text }) => Buffer.from(text.normalize('NFKD'), 'utf8').toString('hex'),
};
