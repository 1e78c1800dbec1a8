/** The same files come out wherever the folder lies: numbers made of paths would tell it. */
module.exports = { optimization: { moduleIds: 'natural' } };
