// The floor under everything: what Node.js alone costs.
const { createServer } = require('node:http');

createServer((_, response) => {
  response.setHeader('content-type', 'application/json');
  response.end('{"text":"Hello"}');
}).listen(Number(process.env.PORT), '127.0.0.1');
