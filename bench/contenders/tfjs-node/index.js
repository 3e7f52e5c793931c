// A peer, written as the tutorials do it: TensorFlow imported at the top, the SavedModel loaded in the first call, an
// image sent as nested arrays of its pixels, from 0 to 255. Not bundled.
const { onCall } = require('firebase-functions/https');
const util = require('node:util');
const path = require('node:path');

// tfjs-node 4.22.0 calls this, which Node.js 23 took out: without it no tutorial's function runs on today's platform.
util.isNullOrUndefined ??= (value) => value === null || value === undefined;

const tf = require('@tensorflow/tfjs-node');

let model;

exports.predict = onCall(async (request) => {
  model ??= await tf.node.loadSavedModel(path.join(__dirname, 'saved_model'));
  const scores = tf.tidy(() => {
    const image = tf.tensor3d(request.data.image, [224, 224, 3]).div(127.5).sub(1).expandDims(0);
    return model.predict({ image }).scores;
  });
  const [row] = await scores.array();
  scores.dispose();
  return { scores: row };
});
