namespace Geo.Core.Placement;

/// <summary>The score of every shift of a register: sums of its sites' contrasts, on a square of shifts.</summary>
internal sealed class ShiftSurface
{
    private readonly double[] _scores;

    /// <param name="reach">Shifts of −reach … reach steps.</param>
    public ShiftSurface(int reach) => (Reach, Side, _scores) = (reach, 2 * reach + 1, new double[(2 * reach + 1) * (2 * reach + 1)]);

    public int Reach { get; }

    public int Side { get; }

    /// <summary>Adds a site; where it could not be seen it tells nothing.</summary>
    public void Add(float[] gains, double weight)
    {
        double sum = 0;
        int seen = 0;
        foreach (float gain in gains)
        {
            if (!float.IsNaN(gain)) (sum, seen) = (sum + gain, seen + 1);
        }

        if (seen == 0) return;
        double mean = sum / seen;
        for (int i = 0; i < gains.Length; i++) _scores[i] += weight * (float.IsNaN(gains[i]) ? 0 : gains[i] - mean);
    }

    public double At(int col, int row) => _scores[(row + Reach) * Side + col + Reach];

    /// <summary>Steps of the highest score.</summary>
    public (int Col, int Row) Best(Func<int, int, bool>? where = null)
    {
        int best = -1;
        for (int i = 0; i < _scores.Length; i++)
        {
            if ((best < 0 || _scores[i] > _scores[best]) && (where is null || where(i % Side - Reach, i / Side - Reach))) best = i;
        }

        return best < 0 ? (0, 0) : (best % Side - Reach, best / Side - Reach);
    }

    /// <summary>Mean and standard deviation of the scores that are further than a radius from a place.</summary>
    public (double Mean, double Deviation) Away(int col, int row, double radius)
    {
        double sum = 0, squares = 0;
        int count = 0;
        for (int i = 0; i < _scores.Length; i++)
        {
            int dc = i % Side - Reach - col, dr = i / Side - Reach - row;
            if (dc * dc + dr * dr <= radius * radius) continue;
            (sum, squares, count) = (sum + _scores[i], squares + _scores[i] * _scores[i], count + 1);
        }

        double mean = count == 0 ? 0 : sum / count;
        return (mean, count == 0 ? 0 : Math.Sqrt(Math.Max(0, squares / count - mean * mean)));
    }

    /// <summary>The top between the steps, by parabolas through the neighbours.</summary>
    public (double Col, double Row) Top(int col, int row)
    {
        bool inside = Math.Abs(col) < Reach && Math.Abs(row) < Reach;
        return !inside ? (col, row) : (
            col + PhaseCorrelation.Top(At(col - 1, row), At(col, row), At(col + 1, row)), row + PhaseCorrelation.Top(At(col, row - 1), At(col, row), At(col, row + 1)));
    }
}
