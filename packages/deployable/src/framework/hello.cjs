// The function that the framework serves while it is exercised.
exports.hello = (request, response) => response.status(200).send({ result: request.body.data });
