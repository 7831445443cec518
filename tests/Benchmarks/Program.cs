using BenchmarkDotNet.Running;
using NewsPlatform.Benchmarks.Extraction;
using NewsPlatform.Benchmarks.Fetching;
using NewsPlatform.Benchmarks.Idle;
using NewsPlatform.Benchmarks.Parts;
using NewsPlatform.Benchmarks.Pipeline;
using NewsPlatform.Benchmarks.Schedule;

// extraction: reading articles beside the parse and another reader; annotation: annotating them beside a split of their text; pipeline: the load driver; latency: live pages beside a backfill; idle: sources with nothing due; schedule: polling in simulated time; feeds and fetch: reading and fetching beside other libraries; anything else: BenchmarkDotNet for the parts.
if (args is ["pipeline", ..])
{
    return await PipelineLoad.RunAsync(args[1..]);
}

if (args is ["extraction", ..])
{
    return ExtractionCost.Run(args[1..]);
}

if (args is ["annotation", ..])
{
    return AnnotationCost.Run(args[1..]);
}

if (args is ["latency", ..])
{
    return await LiveLatency.RunAsync(args[1..]);
}

if (args is ["idle", ..])
{
    return await IdleCost.RunAsync(args[1..]);
}

if (args is ["schedule", ..])
{
    return ScheduleSimulation.Run(args[1..]);
}

if (args is ["feeds", ..])
{
    return FeedThroughput.Run(args[1..]);
}

if (args is ["fetch", ..])
{
    return await FetchThroughput.RunAsync(args[1..]);
}

BenchmarkSwitcher.FromAssembly(typeof(PipelineLoad).Assembly).Run(args);
return 0;
