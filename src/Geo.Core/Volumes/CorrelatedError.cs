namespace Geo.Core.Volumes;

/// <summary>
/// Variance of a weighted sum of heights whose errors are correlated as exp(−distance / length): the weights are gathered in bins
/// of a third of that length, and each pair of bins within six lengths counts with the mean correlation between their cells.
/// </summary>
internal sealed class CorrelatedError
{
    private const double BinsALength = 3, Reach = 6;
    private const int MostBins = 400, Samples = 4;

    private readonly Window _window;
    private readonly int _side, _columns;
    private readonly double _across, _down, _length;
    private readonly double[] _weights;

    /// <param name="window">Cells that may be added.</param>
    /// <param name="cell">Metres across and down a cell.</param>
    /// <param name="length">Correlation length, metres.</param>
    public CorrelatedError(Window window, (double Across, double Down) cell, double length)
    {
        (_window, _length) = (window, length);
        double least = Math.Min(cell.Across, cell.Down);
        _side = Math.Max(1, Math.Max((int)(length / BinsALength / least), (Math.Max(window.Width, window.Height) + MostBins - 1) / MostBins));
        (_across, _down) = (_side * cell.Across, _side * cell.Down);
        _columns = (window.Width + _side - 1) / _side;
        _weights = new double[_columns * ((window.Height + _side - 1) / _side)];
    }

    /// <summary>Adds cells.</summary>
    public void Add(Window block, ReadOnlySpan<double> weights)
    {
        for (int row = 0, i = 0; row < block.Height; row++)
        {
            int line = (block.Row + row - _window.Row) / _side * _columns;
            for (int col = 0; col < block.Width; col++, i++)
            {
                if (weights[i] != 0) _weights[line + (block.Col + col - _window.Col) / _side] += weights[i];
            }
        }
    }

    /// <summary>Adds one cell.</summary>
    public void Add(int col, int row, double weight) => _weights[(row - _window.Row) / _side * _columns + (col - _window.Col) / _side] += weight;

    /// <summary>Variance of the sum for errors of unit variance.</summary>
    public double Variance()
    {
        int rows = _weights.Length / _columns;
        int right = Math.Min(_columns - 1, (int)(Reach * _length / _across) + 1), down = Math.Min(rows - 1, (int)(Reach * _length / _down) + 1);
        var kernel = new double[(right + 1) * (down + 1)];
        for (int dy = 0; dy <= down; dy++)
        {
            for (int dx = 0; dx <= right; dx++) kernel[dy * (right + 1) + dx] = Mean(dx, dy);
        }

        double sum = 0;
        for (int row = 0; row < rows; row++)
        {
            for (int col = 0; col < _columns; col++)
            {
                double weight = _weights[row * _columns + col];
                if (weight == 0) continue;
                double near = 0;
                for (int y = Math.Max(0, row - down); y <= Math.Min(rows - 1, row + down); y++)
                {
                    int line = Math.Abs(y - row) * (right + 1);
                    for (int x = Math.Max(0, col - right); x <= Math.Min(_columns - 1, col + right); x++) near += _weights[y * _columns + x] * kernel[line + Math.Abs(x - col)];
                }

                sum += weight * near;
            }
        }

        return Math.Max(0, sum);
    }

    // Mean correlation between the points of two bins, by samples; far bins by their middles.
    private double Mean(int dx, int dy)
    {
        if (dx > 3 || dy > 3) return Math.Exp(-double.Hypot(dx * _across, dy * _down) / _length);
        double sum = 0;
        for (int a = 0; a < Samples; a++)
        {
            for (int b = 0; b < Samples; b++)
            {
                for (int c = 0; c < Samples; c++)
                {
                    for (int d = 0; d < Samples; d++)
                    {
                        sum += Math.Exp(-double.Hypot((dx + (double)(a - b) / Samples) * _across, (dy + (double)(c - d) / Samples) * _down) / _length);
                    }
                }
            }
        }

        return sum / (Samples * Samples * Samples * Samples);
    }
}
