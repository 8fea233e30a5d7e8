// One forward job in ONNX Runtime, in turns by the lines that ConvLens.Benchmarks --turns knows, too. Usage: node onnx_job.js JOB MODEL.onnx BATCH THREADS
const ort = require('onnxruntime-node');
const readline = require('readline');

async function main() {
  const [job, model] = process.argv.slice(2, 4);
  const [batch, threads] = process.argv.slice(4).map(Number);
  const session = await ort.InferenceSession.create(model, { intraOpNumThreads: threads, interOpNumThreads: 1, graphOptimizationLevel: 'all', logSeverityLevel: 3 });
  const pixels = Float32Array.from({ length: batch * 3 * 224 * 224 }, Math.random);
  const feeds = { input: new ort.Tensor('float32', pixels, [batch, 3, 224, 224]) };
  const all = [], warm = 5;

  async function take(untimed, timed) {
    const times = [];
    for (let i = 0; i < untimed + timed; i++) {
      const start = process.hrtime.bigint();
      await session.run(feeds);
      times.push(Number(process.hrtime.bigint() - start) / 1e9);
    }
    return times.slice(untimed);
  }

  const say = answer => process.stdout.write(`${typeof answer === 'string' ? answer : JSON.stringify(answer)}\n`);
  await take(warm, 0);
  say('ready');
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [order, untimed, timed] = line.split(' ');
    if (order !== 'run') break;
    const seconds = await take(Number(untimed), Number(timed));
    all.push(...seconds);
    say({ seconds });
  }

  all.sort((a, b) => a - b);
  say({
    job, seconds: (all[(all.length - 1) >> 1] + all[all.length >> 1]) / 2, min: all[0], max: all[all.length - 1],
    peakMemoryMB: Math.round(process.resourceUsage().maxRSS * 1024 / 1e5) / 10, threads, batch,
  });
  process.exit(0);
}

main().catch(error => { console.error(String(error)); process.exit(1); });
