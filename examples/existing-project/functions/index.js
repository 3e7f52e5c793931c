const { onCall } = require('firebase-functions/https');

exports.greet = onCall(({ data }) => ({ hello: data.name }));
