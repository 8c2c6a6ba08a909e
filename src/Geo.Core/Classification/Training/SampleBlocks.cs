namespace Geo.Core.Classification.Training;

/// <summary>The spatial blocks of a training: a raster of squares in degrees over the labelled places.</summary>
/// <param name="West">Western edge, degrees.</param>
/// <param name="South">Southern edge, degrees.</param>
/// <param name="SizeDegrees">Side of a block.</param>
internal readonly record struct SampleBlocks(double West, double South, double SizeDegrees)
{
    /// <summary>The blocks that folds of a sample set are made of.</summary>
    /// <param name="samples">At least one row.</param>
    /// <param name="sizeDegrees">Side, as <see cref="SpatialFolds"/> chose it.</param>
    public static SampleBlocks Of(SampleSet samples, double sizeDegrees)
    {
        var used = samples.AreaOfRow.Distinct().Select(a => samples.Areas[a]).ToArray();
        return new SampleBlocks(used.Min(a => a.Longitude), used.Min(a => a.Latitude), sizeDegrees);
    }

    /// <summary>Row and column of the block that holds a place; negative west or south of all labelled places.</summary>
    public (int Row, int Col) Of(SampledArea area) =>
        ((int)Math.Floor((area.Latitude - South) / SizeDegrees), (int)Math.Floor((area.Longitude - West) / SizeDegrees));
}
