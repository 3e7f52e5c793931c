// The floor under every function: the Functions Framework, which the platform starts it with, and nothing else.
exports.hello = (_, response) => response.json({ text: 'Hello' });
