// dotnet run -c Release --project tests/Geo.Benchmarks -- forest | BenchmarkDotNet's own options
if (args.FirstOrDefault() == "forest")
{
    Geo.Benchmarks.ForestBenchmark.Run();
    return;
}

BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
