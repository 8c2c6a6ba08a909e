namespace Geo.Core;

/// <summary>The progress of a step as a part of the whole's.</summary>
/// <param name="whole">Progress of the whole, in [0, 1]; null for nobody who watches.</param>
/// <param name="start">Where in the whole the step begins.</param>
/// <param name="share">How much of the whole it is.</param>
public sealed class ProgressPart(IProgress<double>? whole, double start, double share) : IProgress<double>
{
    /// <inheritdoc/>
    public void Report(double value) => whole?.Report(start + share * Math.Clamp(value, 0, 1));
}
