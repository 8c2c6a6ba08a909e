using System.Buffers;
using Geo.Core.Imagery;

namespace Geo.Core.Predictors;

#pragma warning disable CA1711 // A stack of layers is the field's own word; no collection is meant.
/// <summary>Computes the predictors of a window; the front door of the room.</summary>
public static class PredictorStack
#pragma warning restore CA1711
{
    /// <summary>Reflectances and indices are rounded to 1/10000 for focal statistics, heights to 1 cm.</summary>
    private const float ReflectanceQuantum = 1e-4f;
    private const float HeightQuantum = 0.01f;

    /// <summary>Columns for <paramref name="pixels"/> pixels of a set.</summary>
    public static float[][] Allocate(PredictorSet set, int pixels)
    {
        var columns = new float[set.Count][];
        for (int p = 0; p < columns.Length; p++) columns[p] = new float[pixels];
        return columns;
    }

    /// <summary>Computes all predictors of a window, which is read with a halo of <see cref="PredictorSet.HaloPixels"/>.</summary>
    /// <param name="source">Has every role of the set; used by this thread only.</param>
    /// <param name="window">May leave the grid (NaN there).</param>
    /// <param name="set">What to compute.</param>
    /// <param name="into">One column a predictor in the order of <see cref="PredictorSet.Names"/>, at least width × height long, filled row by row.
    /// A pixel without all the bands of the set is NaN in every column; no other value is NaN. The same for any window that holds the pixel.</param>
    /// <returns>Number of pixels that have values.</returns>
    public static int Compute(IReflectanceSource source, Window window, PredictorSet set, float[][] into)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(into.Length, set.Count);
        int count = checked((int)window.PixelCount);
        if (count == 0) return 0;
        set.Require(source, source.Grid.Crs.ToString());

        var outer = window.Grow(set.HaloPixels);
        int outerCount = checked((int)outer.PixelCount);
        var pool = ArrayPool<float>.Shared;
        var read = new Dictionary<BandRole, float[]>();
        using var season = set.Season is null ? null : new SeasonStatistics(source, set, window, into);
        try
        {
            foreach (var role in set.Roles)
            {
                var buffer = read[role] = pool.Rent(outerCount);
                if (season is null || role == BandRole.Elevation) source.Read(role, outer, buffer.AsSpan(0, outerCount));
                else season.Read(role, buffer.AsSpan(0, outerCount));
            }

            int column = 0;
            foreach (var band in set.Bands) Crop(read[band], outer, set.HaloPixels, into[column++], window);
            foreach (var index in set.Indices) index.Of(Of(set, index, into), count, into[column++]);
            column = Neighbourhoods(set, read, window, outerCount, into, column);
            if (set.HasTerrain) Heights(set, read[BandRole.Elevation].AsSpan(0, outerCount), source.Grid, window, into, column);
            season?.WriteIndices();
            return Mask(set, read, outer, window, into);
        }
        finally
        {
            foreach (var buffer in read.Values) pool.Return(buffer);
        }
    }

    // Focal statistics, gradients and profiles: an index that several of them look at is computed and rounded once.
    private static int Neighbourhoods(
        PredictorSet set, Dictionary<BandRole, float[]> read, Window window, int outerCount, float[][] into, int column)
    {
        var inner = (window.Width, window.Height);
        int count = window.Width * window.Height, stride = window.Width + 2 * set.HaloPixels;
        int gradients = column + (set.FocalIndices.Count + (set.FocalBand is null ? 0 : 1)) * 2 * set.Scales.Count;
        int profiles = gradients + set.GradientIndices.Count * set.Scales.Count;
        int end = profiles + set.ProfileIndices.Count * 2 * set.ProfileScales.Count;
        if (end == column) return column;

        var layer = ArrayPool<float>.Shared.Rent(outerCount);
        var (rounded, steps) = (ArrayPool<int>.Shared.Rent(outerCount), ArrayPool<int>.Shared.Rent(outerCount));
        var (narrow, scratch) = (ArrayPool<short>.Shared.Rent(outerCount), ArrayPool<short>.Shared.Rent(outerCount));
        foreach (var index in set.Indices)
        {
            bool focal = set.FocalIndices.Contains(index), gradient = set.GradientIndices.Contains(index), profile = set.ProfileIndices.Contains(index);
            if (!focal && !gradient && !profile) continue;
            index.Of([.. index.Needs.Select(r => read[r])], outerCount, layer);
            if (focal || gradient) FocalStatistics.Round(layer.AsSpan(0, outerCount), ReflectanceQuantum, rounded);
            if (focal) Focal();
            if (gradient) Gradient();
            if (profile) Profile();
        }

        if (set.FocalBand is { } band)
        {
            FocalStatistics.Round(read[band].AsSpan(0, outerCount), ReflectanceQuantum, rounded);
            Focal();
        }

        ArrayPool<float>.Shared.Return(layer);
        foreach (var buffer in (ReadOnlySpan<int[]>)[rounded, steps]) ArrayPool<int>.Shared.Return(buffer);
        foreach (var buffer in (ReadOnlySpan<short[]>)[narrow, scratch]) ArrayPool<short>.Shared.Return(buffer);
        return end;

        void Focal()
        {
            foreach (int scale in set.Scales)
            {
                FocalStatistics.Of(rounded.AsSpan(0, outerCount), inner, set.HaloPixels, scale, ReflectanceQuantum,
                    into[column].AsSpan(0, count), into[column + 1].AsSpan(0, count));
                column += 2;
            }
        }

        void Gradient()
        {
            FocalStatistics.Gradient(rounded.AsSpan(0, outerCount), stride, steps);
            foreach (int scale in set.Scales)
            {
                FocalStatistics.Of(steps.AsSpan(0, outerCount), inner, set.HaloPixels, scale, ReflectanceQuantum, into[gradients++].AsSpan(0, count), []);
            }
        }

        void Profile()
        {
            MorphologicalProfile.Round(layer.AsSpan(0, outerCount), ReflectanceQuantum, narrow);
            foreach (int scale in set.ProfileScales)
            {
                foreach (bool closing in (ReadOnlySpan<bool>)[false, true])
                {
                    MorphologicalProfile.Of(narrow.AsSpan(0, outerCount), inner, set.HaloPixels, scale, closing,
                        ReflectanceQuantum, scratch, into[profiles++].AsSpan(0, count));
                }
            }
        }
    }

    private static void Heights(
        PredictorSet set, ReadOnlySpan<float> heights, Grid grid, Window window, float[][] into, int column)
    {
        var inner = (window.Width, window.Height);
        int count = window.Width * window.Height, stride = window.Width + 2 * set.HaloPixels;
        Terrain.Slope(heights, inner, set.HaloPixels, grid, window.Row, into[column++].AsSpan(0, count));
        var rounded = ArrayPool<int>.Shared.Rent(heights.Length);
        FocalStatistics.Round(heights, HeightQuantum, rounded);
        foreach (int scale in set.Scales)
        {
            var above = into[column++].AsSpan(0, count);
            FocalStatistics.Of(rounded.AsSpan(0, heights.Length), inner, set.HaloPixels, scale, HeightQuantum, above, []);
            for (int y = 0, i = 0; y < window.Height; y++)
            {
                int row = (y + set.HaloPixels) * stride + set.HaloPixels;
                for (int x = 0; x < window.Width; x++, i++) above[i] = heights[row + x] - above[i];
            }
        }

        ArrayPool<int>.Shared.Return(rounded);
        if (set.TerrainScales.Count > 0) TopHats.Of(heights, inner, set.HaloPixels, set.TerrainScales, into.AsSpan(column));
    }

    // Reflectance columns come first, in the order of set.Bands: they are the inner values that indices need.
    private static float[][] Of(PredictorSet set, SpectralIndex index, float[][] into) =>
        [.. index.Needs.Select(role => into[IndexOf(set.Bands, role)])];

    private static int IndexOf(IReadOnlyList<BandRole> roles, BandRole role)
    {
        for (int i = 0; i < roles.Count; i++) if (roles[i] == role) return i;
        throw new ArgumentOutOfRangeException(nameof(role), role, "not in the set");
    }

    private static void Crop(float[] outerValues, Window outer, int halo, float[] into, Window window)
    {
        for (int y = 0; y < window.Height; y++)
        {
            outerValues.AsSpan((y + halo) * outer.Width + halo, window.Width).CopyTo(into.AsSpan(y * window.Width));
        }
    }

    private static int Mask(
        PredictorSet set, Dictionary<BandRole, float[]> read, Window outer, Window window, float[][] into)
    {
        int halo = set.HaloPixels, valid = 0;
        var bands = set.Roles.Select(r => read[r]).ToArray();
        for (int y = 0, i = 0; y < window.Height; y++)
        {
            for (int x = 0; x < window.Width; x++, i++)
            {
                int at = (y + halo) * outer.Width + x + halo;
                bool missing = false;
                foreach (var band in bands) missing |= !float.IsFinite(band[at]);
                if (!missing)
                {
                    valid++;
                    continue;
                }

                for (int p = 0; p < set.Count; p++) into[p][i] = float.NaN;
            }
        }

        return valid;
    }
}
