namespace Geo.Core.Imagery.Ortho;

/// <summary>
/// Affine correction in the image: true column and row = those of the RPC plus a0 + a1·col + a2·row. An RPC is off by some pixels
/// as a whole; ground control finds by how much.
/// </summary>
/// <remarks>Fraser and Hanley 2003, "Bias compensation in rational functions for Ikonos satellite imagery", PE&amp;RS 69(1).</remarks>
internal sealed record ImageCorrection(double Col0, double ColByCol, double ColByRow, double Row0, double RowByCol, double RowByRow)
{
    internal static ImageCorrection None { get; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>Corrected place of what the RPC gives.</summary>
    internal (double Col, double Row) Apply(double col, double row) =>
        (col + Col0 + ColByCol * col + ColByRow * row, row + Row0 + RowByCol * col + RowByRow * row);

    /// <summary>Same shift everywhere: the mean of what the points say; at least one.</summary>
    internal static ImageCorrection Shift(IReadOnlyList<ControlPoint> points, RpcModel rpc)
    {
        var off = points.Select(p => p.Off(rpc)).ToList();
        return new ImageCorrection(off.Average(o => o.Col), 0, 0, off.Average(o => o.Row), 0, 0);
    }

    /// <summary>Least squares of the six numbers; at least three points that are not on a line.</summary>
    /// <exception cref="InputException">The points lie on a line.</exception>
    internal static ImageCorrection Affine(IReadOnlyList<ControlPoint> points, RpcModel rpc)
    {
        var at = points.Select(p => rpc.Project(p.Lon, p.Lat, p.Height)).ToList();
        var off = points.Select(p => p.Off(rpc)).ToList();
        double[] col = Solve(at, [.. off.Select(o => o.Col)]), row = Solve(at, [.. off.Select(o => o.Row)]);
        return new ImageCorrection(col[0], col[1], col[2], row[0], row[1], row[2]);
    }

    // Normal equations around the middle of the points, which keeps them well conditioned.
    private static double[] Solve(List<(double Col, double Row)> at, double[] value)
    {
        double midCol = at.Average(p => p.Col), midRow = at.Average(p => p.Row), mean = value.Average();
        double cc = 0, cr = 0, rr = 0, cv = 0, rv = 0;
        for (int i = 0; i < value.Length; i++)
        {
            double c = at[i].Col - midCol, r = at[i].Row - midRow, v = value[i] - mean;
            (cc, cr, rr, cv, rv) = (cc + c * c, cr + c * r, rr + r * r, cv + c * v, rv + r * v);
        }

        double det = cc * rr - cr * cr;
        if (det <= 1e-9 * cc * rr) throw new InputException("ground control points", "places", "they lie on a line", "add a point beside it");
        double byCol = (cv * rr - rv * cr) / det, byRow = (rv * cc - cv * cr) / det;
        return [mean - byCol * midCol - byRow * midRow, byCol, byRow];
    }
}
