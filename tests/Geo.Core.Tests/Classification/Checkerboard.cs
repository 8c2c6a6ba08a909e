using Geo.Core.Classification;
using Geo.Core.Detection;
using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Core.Predictors;
using Geo.Core.Tests.Predictors;
using Geo.Testing;

namespace Geo.Core.Tests.Classification;

/// <summary>What a map says against what is there; pixels of several maps may be pooled.</summary>
internal readonly record struct Agreement(long Hit, long False, long Missed)
{
    public double F1 => 2.0 * Hit / Math.Max(1, 2 * Hit + False + Missed);

    public double IoU => (double)Hit / Math.Max(1, Hit + False + Missed);

    public static Agreement operator +(Agreement a, Agreement b) => new(a.Hit + b.Hit, a.False + b.False, a.Missed + b.Missed);
}

/// <summary>A labelled chip in blocks of two colours: trained on one, mapped on the other.</summary>
internal sealed class Checkerboard
{
    /// <summary>Side of a block, and the strip along its seams that nothing is trained on, pixels.</summary>
    public const int Block = 112, Margin = 8;

    // Labelled areas: the unit that folds hold apart and that gives at most so many rows.
    private const int Tile = 16;

    private Checkerboard(string name, MemorySource source, bool[] truth) => (Name, Source, Truth) = (name, source, truth);

    public string Name { get; }

    public MemorySource Source { get; }

    public bool[] Truth { get; }

    /// <summary>Positive pixels that may be trained on, of each colour.</summary>
    public int[] Positives =>
        [.. new[] { 0, 1 }.Select(colour => Enumerable.Range(0, Truth.Length).Count(i => Truth[i] && IsTrainable(i % Width, i / Width, colour)))];

    private int Width => Source.Grid.Width;

    public static Checkerboard Tailings(int chip) => Read(
        $"tailings {chip}", SharedData.Path("tailings-brazil-s2", $"img_{chip}.tif"), SharedData.Path("tailings-brazil-s2", $"mask_{chip}.tif"),
        [BandRole.Blue, BandRole.Green, BandRole.Red], 1);

    public static Checkerboard Landfill(int polygon) => Read(
        $"landfill {polygon}", SharedData.Path("landfills-mexico-s2-rgb", $"poligono_{polygon}.tif"),
        SharedData.Path("landfills-mexico-s2-rgb", $"poligono_{polygon}_mask.tif"),
        [BandRole.Red, BandRole.Green, BandRole.Blue], 1f / 255);

    /// <summary>Rows of one colour, the margin left out; null takes both colours whole.</summary>
    public SampleSet Rows(PredictorSet set, int? colour, SampleOptions options)
    {
        var areas = Enumerable.Range(0, Truth.Length).Select(i => (Col: i % Width, Row: i / Width))
            .Where(p => colour is not { } c || IsTrainable(p.Col, p.Row, c))
            .GroupBy(p => (Row: p.Row / Tile, Col: p.Col / Tile, Label: Truth[p.Row * Width + p.Col] ? "tailings" : "ground")).ToArray();
        return SampleSet.Take(Source, set,
            [.. areas.Select(a =>
            {
                var (x, y) = Source.Grid.Transform.Apply((a.Key.Col + 0.5) * Tile, (a.Key.Row + 0.5) * Tile);
                return new SampledArea(a.Key.Label, x, y);
            })],
            [.. areas.Select(a => a.ToArray())], options, default);
    }

    /// <summary>Maps the chip as a survey does and compares one colour with the truth; null compares all.</summary>
    public Agreement Map(ForestModel model, SurveyOptions options, int? colour, string folder)
    {
        string path = Path.Combine(folder, $"{Guid.NewGuid():N}.tif");
        Surveyor.Run(Source, model, options with { ClassRaster = path, ReportedClasses = ["tailings"] }, null, default);
        var classes = new byte[Truth.Length];
        using (var raster = Dataset.Open(path)) raster.Read<byte>(1, Source.Grid.Whole, classes);
        int tailings = model.Classes.ToList().IndexOf("tailings") + 1;
        var sum = new Agreement();
        for (int i = 0; i < classes.Length; i++)
        {
            if (colour is { } c && ColourOf(i % Width, i / Width) != c) continue;
            bool mapped = classes[i] == tailings;
            sum += new Agreement(mapped && Truth[i] ? 1 : 0, mapped && !Truth[i] ? 1 : 0, !mapped && Truth[i] ? 1 : 0);
        }

        return sum;
    }

    private static int ColourOf(int col, int row) => (col / Block + row / Block) % 2;

    private bool IsTrainable(int col, int row, int colour) =>
        ColourOf(col, row) == colour && !NearSeam(col, Width) && !NearSeam(row, Source.Grid.Height);

    private static bool NearSeam(int at, int length)
    {
        int inBlock = at % Block;
        return (inBlock < Margin && at >= Block) || (inBlock >= Block - Margin && (at / Block + 1) * Block < length);
    }

    private static Checkerboard Read(string name, string image, string mask, BandRole[] roles, float scale)
    {
        using var data = Dataset.Open(image);
        using var labels = Dataset.Open(mask);
        var grid = data.Grid;
        var bands = roles.Select((role, i) =>
        {
            var values = new float[grid.Whole.PixelCount];
            data.Read<float>(i + 1, grid.Whole, values);
            for (int p = 0; p < values.Length; p++) values[p] *= scale;
            return (role, values);
        });
        var truth = new byte[grid.Whole.PixelCount];
        labels.Read<byte>(1, grid.Whole, truth);
        return new Checkerboard(name, new MemorySource(grid, [.. bands]), [.. truth.Select(t => t != 0)]);
    }
}
