namespace Geo.Core.Detection;

/// <summary>Sums over an object's pixels and the ring round it; whole numbers, so any order of parts gives the same.</summary>
/// <param name="classes">Number of classes.</param>
internal sealed class SurroundingSums(int classes)
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

    /// <summary>Adds the sums of another part of the same object.</summary>
    public void Add(SurroundingSums part)
    {
        for (int k = 0; k < Inside.Length; k++) (Inside[k], Ring[k]) = (Inside[k] + part.Inside[k], Ring[k] + part.Ring[k]);
        (StrongPixels, NearPixels, NearProbability) = (StrongPixels + part.StrongPixels, NearPixels + part.NearPixels, NearProbability + part.NearProbability);
        (RingPixels, RingProbability, RingReported) = (RingPixels + part.RingPixels, RingProbability + part.RingProbability, RingReported + part.RingReported);
    }
}
