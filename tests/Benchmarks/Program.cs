using BenchmarkDotNet.Running;
using NewsPlatform.Benchmarks.Pipeline;

// pipeline: the load driver; anything else: BenchmarkDotNet for the parts.
if (args is ["pipeline", ..])
{
    return await PipelineLoad.RunAsync(args[1..]);
}

BenchmarkSwitcher.FromAssembly(typeof(PipelineLoad).Assembly).Run(args);
return 0;
