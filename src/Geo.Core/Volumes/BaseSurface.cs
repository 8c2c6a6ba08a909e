namespace Geo.Core.Volumes;

/// <summary>
/// The surface from which a volume is counted. The heights of a base that is drawn from the toe cells are sums of theirs, so
/// their errors go over into the volume by known weights.
/// </summary>
internal abstract class BaseSurface
{
    /// <summary>Heights at the cells' centres, metres; NaN where the base has none.</summary>
    /// <param name="block">Cells of the surface's grid.</param>
    /// <param name="shares">Part of each cell inside the toe line; where it is 0 no height is needed.</param>
    /// <param name="into">Row by row.</param>
    public abstract void Fill(Window block, ReadOnlySpan<double> shares, Span<double> into);

    /// <summary>Takes note of how much each cell of the block filled last counts; called once a block.</summary>
    public virtual void Count(Window block, ReadOnlySpan<double> weights)
    {
    }

    /// <summary>How much each toe cell counts in the sum of the base's heights over all cells counted; empty where the base does not come from them.</summary>
    /// <param name="cells">Sum of the cells' weights.</param>
    /// <param name="across">Sum of weight times column (of the centre).</param>
    /// <param name="down">Sum of weight times row.</param>
    public virtual double[] Weights(double cells, double across, double down) => [];
}

/// <summary>A plane at one height.</summary>
internal sealed class LevelBase(double level) : BaseSurface
{
    public override void Fill(Window block, ReadOnlySpan<double> shares, Span<double> into) => into.Fill(level);
}
