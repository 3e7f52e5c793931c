// The floor under what is deployed here: the Functions Framework as it is uploaded, in one file, and nothing else.
exports.hello = (_, response) => response.json({ text: 'Hello' });
