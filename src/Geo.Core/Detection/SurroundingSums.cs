namespace Geo.Core.Detection;

/// <summary>Sums over an object's pixels and the ring round it: whole numbers but for the predictors, whose parts are added in the order of the tiles.</summary>
/// <param name="classes">Number of classes.</param>
/// <param name="predictors">Number of predictors.</param>
internal sealed class SurroundingSums(int classes, int predictors)
{
    /// <summary>Sum of each class's smoothed probability over the object, in 1/65535.</summary>
    public long[] Inside { get; } = new long[classes];

    /// <summary>Pixels of each class in the ring.</summary>
    public long[] Ring { get; } = new long[classes];

    /// <summary>Pixels of the object whose probability is above <see cref="Surroundings.Strong"/>.</summary>
    public long StrongPixels { get; set; }

    /// <summary>Pixels with data within <see cref="Surroundings.Near"/> of the object.</summary>
    public long NearPixels { get; set; }

    /// <summary>Sum of the object's class's probability over these, in 1/65535.</summary>
    public long NearProbability { get; set; }

    /// <summary>Pixels with data in the ring.</summary>
    public long RingPixels { get; set; }

    /// <summary>Sum of the object's class's probability over the ring, in 1/65535.</summary>
    public long RingProbability { get; set; }

    /// <summary>Pixels of reported classes in the ring.</summary>
    public long RingReported { get; set; }

    /// <summary>Pixels of the object over which predictors were summed.</summary>
    public long Measured { get; set; }

    /// <summary>Sum of each predictor over the object.</summary>
    public double[] Values { get; } = new double[predictors];

    /// <summary>Sum of its squares.</summary>
    public double[] Squares { get; } = new double[predictors];

    /// <summary>Adds the sums of another part of the same object.</summary>
    public void Add(SurroundingSums part)
    {
        for (int k = 0; k < Inside.Length; k++) (Inside[k], Ring[k]) = (Inside[k] + part.Inside[k], Ring[k] + part.Ring[k]);
        for (int p = 0; p < Values.Length; p++) (Values[p], Squares[p]) = (Values[p] + part.Values[p], Squares[p] + part.Squares[p]);
        Measured += part.Measured;
        (StrongPixels, NearPixels, NearProbability) = (StrongPixels + part.StrongPixels, NearPixels + part.NearPixels, NearProbability + part.NearProbability);
        (RingPixels, RingProbability, RingReported) = (RingPixels + part.RingPixels, RingProbability + part.RingProbability, RingReported + part.RingReported);
    }
}
