using System.Diagnostics;
using System.Globalization;
using Geo.Core;
using Geo.Core.Classification;
using Geo.Core.Detection;
using Geo.Core.Imagery;
using Geo.Core.Store;

namespace Geo.Benchmarks;

/// <summary>A survey over a raster of any size, made of one scene laid side by side: seconds and peak memory of this process.</summary>
internal static class VirtualBenchmark
{
    /// <param name="arguments">Workspace, model, side in pixels; "only" for detections without a class raster.</param>
    public static void Run(string[] arguments)
    {
        var workspace = new Workspace(arguments[0]);
        using var store = WorkspaceStore.Open(workspace, TimeProvider.System);
        ForestModel model = ForestModel.Load(Path.Combine(workspace.Models, arguments[1]));
        int side = int.Parse(arguments[2], CultureInfo.InvariantCulture);
        using var source = new Repeated(new SceneSource(store.Scenes.List()[0], workspace.Scenes), side);
        string raster = Path.Combine(Path.GetTempPath(), $"geowfc-virtual-{Environment.ProcessId}.tif");
        var watch = Stopwatch.StartNew();
        var result = Surveyor.Run(source, model, new SurveyOptions { ClassRaster = arguments.Contains("only") ? null : raster }, null, default);
        double seconds = watch.Elapsed.TotalSeconds;
        File.Delete(raster);
        File.Delete(raster + ".aux.xml");
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{side} x {side}: {seconds:F1} s, {(double)side * side / seconds / 1e6:F2} Mpx/s, processor {process.TotalProcessorTime.TotalSeconds:F1} s, peak {process.PeakWorkingSet64 / 1e6:F0} MB, {result.Detections.Count} detections"));
    }

    /// <summary>The scene again and again, to the right and downward.</summary>
    private sealed class Repeated(IReflectanceSource scene, int side) : IReflectanceSource
    {
        private readonly Grid _one = scene.Grid;
        private float[] _part = [];

        public Grid Grid { get; } = new(scene.Grid.Transform, side, side, scene.Grid.Crs);

        public IReadOnlyList<BandRole> Roles => scene.Roles;

        public IReflectanceSource Reopen() => new Repeated(scene.Reopen(), side);

        public void Dispose() => scene.Dispose();

        public void Read(BandRole role, Window window, Span<float> into)
        {
            into.Fill(float.NaN);
            Window inside = window.Intersect(Grid.Whole);
            for (int row = inside.Row; row < inside.Bottom;)
            {
                int height = Math.Min(inside.Bottom - row, _one.Height - row % _one.Height);
                for (int col = inside.Col; col < inside.Right;)
                {
                    int width = Math.Min(inside.Right - col, _one.Width - col % _one.Width);
                    if (_part.Length < width * height) _part = new float[width * height];
                    var part = _part.AsSpan(0, width * height);
                    scene.Read(role, new Window(col % _one.Width, row % _one.Height, width, height), part);
                    for (int y = 0; y < height; y++)
                    {
                        part.Slice(y * width, width).CopyTo(into[((row + y - window.Row) * window.Width + col - window.Col)..]);
                    }

                    col += width;
                }

                row += height;
            }
        }
    }
}
