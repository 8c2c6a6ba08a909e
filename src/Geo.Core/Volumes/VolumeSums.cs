namespace Geo.Core.Volumes;

/// <summary>What one pass over the cells of a toe line gathers; counts are in cells, heights in metres above an origin.</summary>
internal sealed class VolumeSums(double origin, double detection)
{
    /// <summary>Height that the sums are taken from, so that they keep their digits.</summary>
    public double Origin { get; } = origin;

    /// <summary>Cells inside, whether or not there is data.</summary>
    public double Inside { get; private set; }

    /// <summary>Cells counted: inside, with data of surface and base.</summary>
    public double Cells { get; private set; }

    /// <summary>Sum of squared shares.</summary>
    public double Squares { get; private set; }

    /// <summary>Sums of share times column and row of the centre.</summary>
    public (double Across, double Down) Moments { get; private set; }

    /// <summary>Sum of share times height above <see cref="Origin"/>.</summary>
    public double Heights { get; private set; }

    /// <summary>Above the base.</summary>
    public double Fill { get; private set; }

    /// <summary>Below it, positive.</summary>
    public double Cut { get; private set; }

    /// <summary>The same where surface and base differ by the level of detection or more.</summary>
    public (double Fill, double Cut, double Cells) Detected { get; private set; }

    /// <summary>Greatest height above the base; of an empty sum −∞.</summary>
    public double Highest { get; private set; } = double.NegativeInfinity;

    /// <summary>Lowest and highest height of the surface, metres.</summary>
    public (double Low, double High) Range { get; private set; } = (double.PositiveInfinity, double.NegativeInfinity);

    /// <summary>Sums of share times the surface's differences.</summary>
    public CellSlopes Slopes { get; private set; }

    /// <summary>Sum of share times 1/cos(slope).</summary>
    public double Surface { get; private set; }

    /// <summary>Adds the cells of a block.</summary>
    /// <param name="shares">Part of each cell inside; those of cells without data of surface or base become 0.</param>
    /// <param name="heights">The surface, with a halo of a cell.</param>
    /// <param name="bases">The base.</param>
    /// <param name="block">Where.</param>
    /// <param name="cell">Metres across and down a cell.</param>
    public void Add(Span<double> shares, ReadOnlySpan<float> heights, ReadOnlySpan<double> bases, Window block, (double Across, double Down) cell)
    {
        double inside = 0, cells = 0, squares = 0, across = 0, down = 0, sum = 0, fill = 0, cut = 0, surface = 0;
        double a1 = 0, d1 = 0, a2 = 0, d2 = 0, twist = 0, seenFill = 0, seenCut = 0, seen = 0;
        int stride = block.Width + 2;
        for (int row = 0, i = 0; row < block.Height; row++)
        {
            int at = (row + 1) * stride + 1;
            double rowCells = 0, rowAcross = 0;
            for (int col = 0; col < block.Width; col++, i++, at++)
            {
                double share = shares[i];
                if (share == 0) continue;
                inside += share;
                float z = heights[at];
                double d = z - bases[i];
                if (double.IsNaN(d))
                {
                    shares[i] = 0;
                    continue;
                }

                rowCells += share;
                rowAcross += share * col;
                squares += share * share;
                sum += share * (z - Origin);
                if (d > 0) fill += share * d;
                else cut -= share * d;
                if (Math.Abs(d) >= detection)
                {
                    seen += share;
                    if (d > 0) seenFill += share * d;
                    else seenCut -= share * d;
                }

                if (d > Highest) Highest = d;
                if (z < Range.Low) Range = Range with { Low = z };
                if (z > Range.High) Range = Range with { High = z };
                var slopes = CellSlopes.At(heights, at, stride);
                (a1, d1, a2, d2, twist) = (a1 + share * slopes.Across, d1 + share * slopes.Down, a2 + share * slopes.Across2, d2 + share * slopes.Down2, twist + share * slopes.Twist);
                double p = slopes.Across / cell.Across, q = slopes.Down / cell.Down;
                surface += share * Math.Sqrt(1 + p * p + q * q);
            }

            cells += rowCells;
            across += rowAcross + rowCells * (block.Col + 0.5);
            down += rowCells * (block.Row + row + 0.5);
        }

        (Inside, Cells, Squares, Heights, Fill, Cut, Surface) = (Inside + inside, Cells + cells, Squares + squares, Heights + sum, Fill + fill, Cut + cut, Surface + surface);
        Moments = (Moments.Across + across, Moments.Down + down);
        Detected = (Detected.Fill + seenFill, Detected.Cut + seenCut, Detected.Cells + seen);
        Slopes = new CellSlopes(Slopes.Across + a1, Slopes.Down + d1, Slopes.Across2 + a2, Slopes.Down2 + d2, Slopes.Twist + twist);
    }
}
