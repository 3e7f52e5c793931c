// The callable that every tutorial begins with, imported from node_modules, without a model: what a function costs
// before it does anything.
const { onCall } = require('firebase-functions/https');

exports.hello = onCall(() => ({ text: 'Hello from Firebase!' }));
