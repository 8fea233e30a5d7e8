// One forward job in ONNX Runtime: prints a line of JSON like ConvLens.Benchmarks. Usage: node onnx_job.js JOB MODEL.onnx BATCH THREADS RUNS
const ort = require('onnxruntime-node');

async function main() {
  const [job, model] = process.argv.slice(2, 4);
  const [batch, threads, runs] = process.argv.slice(4).map(Number);
  const session = await ort.InferenceSession.create(model, { intraOpNumThreads: threads, interOpNumThreads: 1, graphOptimizationLevel: 'all', logSeverityLevel: 3 });
  const pixels = Float32Array.from({ length: batch * 3 * 224 * 224 }, Math.random);
  const feeds = { input: new ort.Tensor('float32', pixels, [batch, 3, 224, 224]) };
  const times = [], warm = 5;
  for (let i = 0; i < warm + runs; i++) {
    const start = process.hrtime.bigint();
    await session.run(feeds);
    times.push(Number(process.hrtime.bigint() - start) / 1e9);
  }
  const sorted = times.slice(warm).sort((a, b) => a - b);
  const median = (sorted[(runs - 1) >> 1] + sorted[runs >> 1]) / 2;
  const round = seconds => Number(seconds.toFixed(6));
  console.log(JSON.stringify({
    job, seconds: round(median), min: round(sorted[0]), max: round(sorted[runs - 1]),
    peakMemoryMB: Math.round(process.resourceUsage().maxRSS * 1024 / 1e5) / 10, threads, batch,
  }));
}

main().catch(error => { console.error(String(error)); process.exit(1); });
