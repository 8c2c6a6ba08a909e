namespace Geo.Core.Classification.Accuracy;

/// <summary>How a sample is drawn.</summary>
/// <param name="Count">Places wanted.</param>
/// <param name="Seed">The same seed, map and options give the same places.</param>
/// <param name="DoubtfulHalfWidth">Pixels whose likeliest reported class has a probability within this of the threshold are the doubtful stratum.</param>
/// <param name="MinimumPerStratum">Floor of a stratum, where the count allows it.</param>
public sealed record DrawOptions(int Count, int Seed = 1, double DoubtfulHalfWidth = 0.15, int MinimumPerStratum = 50);

/// <summary>A stratum of the map.</summary>
/// <param name="Name">The mapped class, or <see cref="SampleDraw.Doubtful"/>.</param>
/// <param name="Pixels">Pixels of the map.</param>
/// <param name="Places">Places drawn.</param>
public sealed record SampleStratum(string Name, long Pixels, int Places)
{
    /// <summary>Share of the stratum's pixels that was drawn.</summary>
    public double InclusionProbability => Pixels == 0 ? 0 : (double)Places / Pixels;
}

/// <summary>A drawn pixel.</summary>
/// <param name="Col">Column on the map.</param>
/// <param name="Row">Row on the map.</param>
/// <param name="Stratum">Number of its stratum.</param>
/// <param name="MapClass">Number of its mapped class, 0-based.</param>
public readonly record struct DrawnPixel(int Col, int Row, int Stratum, int MapClass);

/// <summary>Reads a window of the map: classes from 1 (0 = no data), and the probability of the likeliest reported class (NaN where unknown).</summary>
public delegate void MapReader(Window window, byte[] classes, float[] reportedProbability);

/// <summary>
/// A stratified random sample of a map's pixels, without replacement. Every pixel has a random number made from the seed and
/// its place; a stratum's sample are its smallest ones, so that the answer is the same at any block size.
/// </summary>
public sealed record SampleDraw(IReadOnlyList<SampleStratum> Strata, IReadOnlyList<DrawnPixel> Pixels)
{
    /// <summary>Name of the stratum round the decision threshold.</summary>
    public const string Doubtful = "doubtful";

    /// <param name="whole">The map.</param>
    /// <param name="classes">Names of the classes 1, 2, …</param>
    /// <param name="read">Called block by block.</param>
    /// <param name="threshold">The survey's decision threshold.</param>
    /// <param name="options">Count, seed, width of the doubtful stratum.</param>
    /// <param name="blockSize">Pixels a side; no influence on the result.</param>
    /// <param name="cancel">Looked at once a block.</param>
    /// <returns>Strata without a pixel are left out; pixels row by row.</returns>
    /// <exception cref="InputException">Too few places for the strata, or no pixel at all.</exception>
    public static SampleDraw Of(
        Window whole, IReadOnlyList<string> classes, MapReader read, double threshold, DrawOptions options, int blockSize, CancellationToken cancel)
    {
        int strata = classes.Count + 1;
        var pixels = new long[strata];
        var smallest = Enumerable.Range(0, strata).Select(_ => new PriorityQueue<(long Place, int Class), ulong>(LargestFirst)).ToArray();
        ulong start = SplitMix64.Mix((ulong)options.Seed);
        foreach (Window block in whole.Blocks(blockSize))
        {
            cancel.ThrowIfCancellationRequested();
            var (mapped, probability) = (new byte[block.PixelCount], new float[block.PixelCount]);
            read(block, mapped, probability);
            for (int i = 0; i < mapped.Length; i++)
            {
                if (mapped[i] == 0) continue;
                int stratum = Math.Abs(probability[i] - threshold) <= options.DoubtfulHalfWidth ? strata - 1 : mapped[i] - 1;
                pixels[stratum]++;
                long place = (long)(block.Row + i / block.Width) * whole.Width + block.Col + i % block.Width;
                ulong key = SplitMix64.Mix(start ^ (ulong)place);
                var queue = smallest[stratum];
                if (queue.Count < options.Count) queue.Enqueue((place, mapped[i] - 1), key);
                else if (queue.TryPeek(out _, out ulong largest) && key < largest) queue.DequeueEnqueue((place, mapped[i] - 1), key);
            }
        }

        if (pixels.Sum() == 0) throw new InputException("the map", null, "it has no pixel with a class", "survey scenes that see the ground");
        int[] places = SampleAllocation.Of(pixels, options.Count, options.MinimumPerStratum);
        int[] kept = [.. Enumerable.Range(0, strata).Where(h => pixels[h] > 0)];
        var drawn = kept.SelectMany((h, number) =>
        {
            while (smallest[h].Count > places[h]) smallest[h].Dequeue();
            return smallest[h].UnorderedItems.Select(item => (item.Element.Place, Pixel: new DrawnPixel(
                (int)(item.Element.Place % whole.Width), (int)(item.Element.Place / whole.Width), number, item.Element.Class)));
        });
        return new SampleDraw(
            [.. kept.Select(h => new SampleStratum(h < classes.Count ? classes[h] : Doubtful, pixels[h], places[h]))],
            [.. drawn.OrderBy(one => one.Place).Select(one => one.Pixel)]);
    }

    private static readonly Comparer<ulong> LargestFirst = Comparer<ulong>.Create((a, b) => b.CompareTo(a));
}
