namespace Geo.Core.Classification.Networks;

/// <summary>Reads bands × height × width of a window, which may leave the image (0 there).</summary>
public delegate void BandReader(Window window, float[] values);

/// <summary>
/// Runs a network over an image in overlapping tiles. Tiles lie on a lattice of the image, not of the window asked for;
/// the rim of a tile, where the network does not see all it looks at, is dropped, and what tiles share beyond it is blended.
/// </summary>
/// <param name="network">The network.</param>
/// <param name="tile">Side of a tile, pixels; the network's own where it takes no other.</param>
/// <param name="rim">Pixels dropped on each side: at least the network's reach.</param>
/// <param name="overlap">Pixels beyond the rims that neighbouring tiles share.</param>
public sealed class TiledNetwork(SegmentationNetwork network, int tile, int rim, int overlap)
{
    // Weights are small whole numbers: weight × float and their sums are exact in double, so equal values blend to themselves.
    private readonly int _step = tile - 2 * rim - overlap > 0 && (network.FixedSize is not { } size || size == (tile, tile))
        ? tile - 2 * rim - overlap
        : throw new ArgumentException($"tiles of {tile} pixels do not fit the network, or rims of {rim} and {overlap} shared pixels leave nothing of them", nameof(tile));

    /// <summary>The network's output over a window; the same for any window that holds a pixel.</summary>
    /// <param name="window">Part of the image.</param>
    /// <param name="read">The image.</param>
    /// <param name="cancel">Looked at once a tile.</param>
    /// <returns>classes × height × width of the window.</returns>
    public float[] Run(Window window, BandReader read, CancellationToken cancel)
    {
        int inner = tile - 2 * rim, pixels = checked((int)window.PixelCount);
        var sums = new double[network.Classes * pixels];
        var weights = new int[pixels];
        float[] values = new float[network.Bands * tile * tile];
        for (int tileRow = First(window.Row, inner); tileRow * _step < window.Bottom; tileRow++)
        {
            for (int tileCol = First(window.Col, inner); tileCol * _step < window.Right; tileCol++)
            {
                cancel.ThrowIfCancellationRequested();
                var place = new Window(tileCol * _step, tileRow * _step, inner, inner);
                read(place.Grow(rim), values);
                Add(network.Run(values, tile, tile), place, window, sums, weights);
            }
        }

        return [.. sums.Select((sum, i) => (float)(sum / weights[i % pixels]))];
    }

    // The first tile whose inner part reaches a pixel.
    private int First(int pixel, int inner) => (int)Math.Floor((pixel - inner) / (double)_step) + 1;

    private void Add(float[] output, Window place, Window window, double[] sums, int[] weights)
    {
        Window shared = place.Intersect(window);
        int pixels = weights.Length;
        for (int row = shared.Row; row < shared.Bottom; row++)
        {
            for (int col = shared.Col; col < shared.Right; col++)
            {
                int y = row - place.Row, x = col - place.Col, at = (row - window.Row) * window.Width + col - window.Col;
                int weight = Ramp(y, place.Height) * Ramp(x, place.Width);
                weights[at] += weight;
                for (int k = 0; k < network.Classes; k++) sums[k * pixels + at] += weight * (double)output[(k * tile + y + rim) * tile + x + rim];
            }
        }
    }

    private int Ramp(int at, int length) => Math.Min(Math.Min(at, length - 1 - at), overlap) + 1;
}
