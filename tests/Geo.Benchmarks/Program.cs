// dotnet run -c Release --project tests/Geo.Benchmarks -- forest | stages WORKSPACE MODEL BLOCKS | virtual WORKSPACE MODEL SIDE | observe … | serve-data FOLDER [ROWS] | serve-bare GEOPACKAGE PORT | tiles-data FOLDER COUNT RASTER | tile FOLDER [ROUNDS] | priority [DUMPS] [FOLDER] | BenchmarkDotNet's own options
if (args.FirstOrDefault() == "forest")
{
    Geo.Benchmarks.ForestBenchmark.Run();
    return;
}

if (args.FirstOrDefault() == "tiles-data")
{
    Geo.Benchmarks.TilesData.Run(args[1..]);
    return;
}

if (args.FirstOrDefault() == "tile")
{
    Geo.Benchmarks.TileBenchmark.Run(args[1..]);
    return;
}

if (args.FirstOrDefault() == "virtual")
{
    Geo.Benchmarks.VirtualBenchmark.Run(args[1..]);
    return;
}

if (args.FirstOrDefault() == "stages")
{
    Geo.Benchmarks.StageBenchmark.Run(args[1..]);
    return;
}

if (args.FirstOrDefault() == "observe")
{
    Geo.Benchmarks.ObserveBenchmark.Run(args[1..]);
    return;
}

if (args.FirstOrDefault() == "priority")
{
    Geo.Benchmarks.PriorityBenchmark.Run(args[1..]);
    return;
}

if (args.FirstOrDefault() == "serve-data")
{
    Geo.Benchmarks.ServeData.Make(args[1..]);
    return;
}

if (args.FirstOrDefault() == "serve-bare")
{
    await Geo.Benchmarks.BareServer.Run(args[1..]);
    return;
}

BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
