using System.Globalization;
using Geo.Core;
using Geo.Core.Classification;
using Geo.Core.Detection;
using Geo.Core.Imagery;
using Geo.Core.Predictors;
using Geo.Core.Store;

namespace Geo.Benchmarks;

/// <summary>Where the time of a survey goes: seconds of one thread for reading, predictors, trees and the rest.</summary>
internal static class StageBenchmark
{
    /// <summary>Processor time: what a wall clock says depends on who else is at work here.</summary>
    private sealed class Stopwatch
    {
        private TimeSpan _from;

        public TimeSpan Elapsed { get; private set; }

        public void Start() => _from = Environment.CpuUsage.TotalTime;

        public void Stop() => Elapsed += Environment.CpuUsage.TotalTime - _from;
    }

    /// <param name="arguments">Workspace, model, at most so many blocks, year of the scenes, side of a cell.</param>
    public static void Run(string[] arguments)
    {
        var workspace = new Workspace(arguments[0]);
        using var store = WorkspaceStore.Open(workspace, TimeProvider.System);
        ForestModel model = ForestModel.Load(Path.Combine(workspace.Models, arguments[1]));
        using var source = new CompositeSource([.. store.Scenes.List().Where(s => arguments.Length < 4 || s.AcquiredAt.Year.ToString(CultureInfo.InvariantCulture) == arguments[3]).Where(s => model.Predictors.Roles.All(r => s.Bands.Any(b => b.Role == r)))], workspace.Scenes);
        Window[] blocks = [.. source.Grid.Whole.Blocks(512).Take(int.Parse(arguments[2], CultureInfo.InvariantCulture))];
        int radius = new SurveyOptions().SmoothingRadius, largest = blocks.Max(b => (int)b.Grow(radius).PixelCount);
        float[][] columns = PredictorStack.Allocate(model.Predictors, largest);
        float[][] raw = [.. model.Classes.Select(_ => new float[largest])];
        float[] band = new float[(int)blocks.Max(b => b.Grow(radius + model.Predictors.HaloPixels).PixelCount)];
        var plan = new BlockPlan(source.Grid, model.Classes.Count, new ClassDecision(new bool[model.Classes.Count], 0), radius, null, false);
        int side = arguments.Length < 5 ? WindowForest.UsualCell : int.Parse(arguments[4], CultureInfo.InvariantCulture);
        bool[] reported = [.. model.Classes.Select(new SurveyOptions().ReportedClasses.Contains)];
        var (cut, early) = (new WindowForest(model, radius, null, side), new WindowForest(model, radius, [.. reported.Select(r => !r)], side));
        var detecting = new ReportedForest(model, radius, reported, SurveyRun.Threshold(new SurveyOptions()), side);
        var (read, computed, evaluated, decided) = (new Stopwatch(), new Stopwatch(), new Stopwatch(), new Stopwatch());
        var (cutting, leaving, only) = (new Stopwatch(), new Stopwatch(), new Stopwatch());
        foreach (Window block in blocks)
        {
            Window outer = block.Grow(radius), halo = outer.Grow(model.Predictors.HaloPixels);
            int count = (int)outer.PixelCount;
            read.Start();
            foreach (var role in model.Predictors.Roles) source.Read(role, halo, band.AsSpan(0, (int)halo.PixelCount));
            read.Stop();
            computed.Start();
            PredictorStack.Compute(source, outer, model.Predictors, columns); // reads again, from GDAL's cache
            computed.Stop();
            evaluated.Start();
            model.Evaluate(columns, count, raw);
            evaluated.Stop();
            cutting.Start();
            cut.Evaluate(columns, outer.Width, outer.Height, raw);
            cutting.Stop();
            leaving.Start();
            early.Evaluate(columns, outer.Width, outer.Height, raw);
            leaving.Stop();
            only.Start();
            detecting.Evaluate(columns, outer.Width, outer.Height, raw);
            only.Stop();
            decided.Start();
            new BlockClassifier(plan, (_, into) =>
            {
                for (int k = 0; k < into.Length; k++) raw[k].AsSpan(0, count).CopyTo(into[k]);
            }).Of(block);
            decided.Stop();
        }

        double pixels = blocks.Sum(b => b.PixelCount) / 1e6;
        foreach (var (name, watch) in new[] { ("read", read), ("predictors, with a second reading from the cache", computed), ("trees and calibration, whole", evaluated), ("the same, cut to cells", cutting), ("the same with early exit", leaving), ("early exit, detections only", only), ("smoothing and decision", decided) })
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {watch.Elapsed.TotalSeconds:F2} s, {1000 * watch.Elapsed.TotalSeconds / pixels:F0} ns a pixel"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"left out {early.LeftOut / 1e4 / pixels:F1} % of the pixels, detections only {detecting.LeftOut / 1e4 / pixels:F1} %"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{pixels:F1} Mpx, {model.Predictors.Count} predictors, {model.Classes.Count} classes, byte ranks {model.Forest.RanksAreBytes}, vectors of 512 bits {System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated}"));
    }
}
