// "Warm it up on a schedule", as it is usually done: in the same file, loading the same model by the same code. But
// each exported function is a service of its own, so the model that `keepWarm` loads is in a process that no user ever
// calls. `predict` is ours, as it says by which process it was answered and whether that was cold.
const { onSchedule } = require('firebase-functions/scheduler');
const { predict } = require('../../../apps/inference/dist');

exports.predict = predict;

exports.keepWarm = onSchedule('every 10 minutes', async () => {
  const { timing } = await predict.run({ data: { op: 'warm' }, rawRequest: { rawBody: Buffer.alloc(0) } });
  console.log(JSON.stringify({ message: 'keepWarm loaded the model', ...timing }));
});
