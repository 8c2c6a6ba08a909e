using System.Globalization;

namespace Geo.Core.Imagery.Ortho;

/// <summary>Chooses the correction of an RPC that ground control supports: each is judged on points that it did not see.</summary>
/// <param name="Correction">The one chosen.</param>
/// <param name="Kind">none, shift or affine.</param>
/// <param name="RawRmse">Root mean square of the RPC's own error at the points, pixels.</param>
/// <param name="LeftOutRmse">That of the chosen correction, each point predicted from the others; pixels. NaN for a single point.</param>
internal sealed record RpcRefinement(ImageCorrection Correction, string Kind, double RawRmse, double LeftOutRmse)
{
    private const int FewestForAffine = 4;

    internal static RpcRefinement Of(IReadOnlyList<ControlPoint> points, RpcModel rpc)
    {
        double raw = Rmse(points.Select(p => p.Off(rpc)));
        if (points.Count == 1) return new RpcRefinement(ImageCorrection.Shift(points, rpc), "shift", raw, double.NaN);
        double shift = LeftOut(points, rpc, ImageCorrection.Shift);
        double affine = points.Count >= FewestForAffine ? LeftOut(points, rpc, ImageCorrection.Affine) : double.PositiveInfinity;
        return raw <= shift && raw <= affine ? new RpcRefinement(ImageCorrection.None, "none", raw, raw)
            : shift <= affine ? new RpcRefinement(ImageCorrection.Shift(points, rpc), "shift", raw, shift)
            : new RpcRefinement(ImageCorrection.Affine(points, rpc), "affine", raw, affine);
    }

    /// <summary>Root mean square error where each point is predicted by a correction made of all others, pixels.</summary>
    internal static double LeftOut(IReadOnlyList<ControlPoint> points, RpcModel rpc, Func<IReadOnlyList<ControlPoint>, RpcModel, ImageCorrection> make) =>
        Rmse(points.Select((point, i) => After(point, rpc, make([.. points.Where((_, j) => j != i)], rpc))));

    /// <summary>What is left at a point after a correction, pixels.</summary>
    internal static (double Col, double Row) After(ControlPoint point, RpcModel rpc, ImageCorrection correction)
    {
        var (col, row) = rpc.Project(point.Lon, point.Lat, point.Height);
        var (c, r) = correction.Apply(col, row);
        return (point.Col - c, point.Row - r);
    }

    internal static double Rmse(IEnumerable<(double Col, double Row)> off) => Math.Sqrt(off.Average(o => o.Col * o.Col + o.Row * o.Row));

    /// <summary>As a sentence.</summary>
    internal string Told(int points) => string.Create(CultureInfo.InvariantCulture,
        $"{points} ground control points: the RPC alone is off by {RawRmse:0.00} pixels (root mean square); corrected by {Kind}{(double.IsNaN(LeftOutRmse) ? ", which one point cannot test" : $", {LeftOutRmse:0.00} pixels at points left out")}");
}
