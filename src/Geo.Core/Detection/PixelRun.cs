namespace Geo.Core.Detection;

/// <summary>Pixels of one class side by side in one row.</summary>
/// <param name="Row">Row of the grid.</param>
/// <param name="From">First column.</param>
/// <param name="To">First column to the right.</param>
/// <param name="Class">Class number from 1.</param>
/// <param name="ProbabilitySum">Sum of the class's smoothed probabilities, in 1/65535.</param>
/// <param name="ProbabilityMax">The largest of them.</param>
internal readonly record struct PixelRun(int Row, int From, int To, byte Class, long ProbabilitySum, int ProbabilityMax)
{
    /// <summary>Number of pixels.</summary>
    public int Length => To - From;
}
