using System.Numerics;

namespace Geo.Core.Detection;

/// <summary>Decides the class of a pixel from its smoothed probabilities.</summary>
/// <param name="IsReported">One a class of the model.</param>
/// <param name="Threshold">Smallest probability of a reported class, in 1/65535.</param>
internal sealed record ClassDecision(bool[] IsReported, int Threshold)
{
    /// <summary>Class number from 1 in the model's order, 0 without data; of equal probabilities the first class wins.</summary>
    /// <param name="probabilities">One a class.</param>
    /// <param name="pixel">Index of the pixel.</param>
    public byte Of(int[][] probabilities, int pixel)
    {
        if (probabilities[0][pixel] == ProbabilitySmoothing.Missing) return 0;
        int best = 0, background = -1;
        for (int k = 0; k < probabilities.Length; k++)
        {
            int p = probabilities[k][pixel];
            if (p > probabilities[best][pixel]) best = k;
            if (!IsReported[k] && (background < 0 || p > probabilities[background][pixel])) background = k;
        }

        bool doubtful = IsReported[best] && probabilities[best][pixel] < Threshold;
        return (byte)((doubtful ? background : best) + 1);
    }

    /// <summary>The same of many pixels.</summary>
    /// <param name="probabilities">One a class.</param>
    /// <param name="from">Index of the first pixel.</param>
    /// <param name="into">One a pixel.</param>
    public void Of(int[][] probabilities, int from, Span<int> into)
    {
        int i = 0;
        for (; i <= into.Length - Vector<int>.Count; i += Vector<int>.Count) Lanes(probabilities, from + i).CopyTo(into[i..]);
        for (; i < into.Length; i++) into[i] = Of(probabilities, from + i);
    }

    private Vector<int> Lanes(int[][] probabilities, int at)
    {
        var first = new Vector<int>(probabilities[0], at);
        var (best, highest, reported) = (Vector<int>.Zero, first, new Vector<int>(IsReported[0] ? -1 : 0));
        var (background, highestBackground) = (new Vector<int>(-1), new Vector<int>(int.MinValue));
        for (int k = 0; k < probabilities.Length; k++)
        {
            var (p, number) = (new Vector<int>(probabilities[k], at), new Vector<int>(k));
            var better = Vector.GreaterThan(p, highest);
            best = Vector.ConditionalSelect(better, number, best);
            reported = Vector.ConditionalSelect(better, new Vector<int>(IsReported[k] ? -1 : 0), reported);
            highest = Vector.Max(p, highest);
            if (IsReported[k]) continue;
            background = Vector.ConditionalSelect(Vector.GreaterThan(p, highestBackground), number, background);
            highestBackground = Vector.Max(p, highestBackground);
        }

        var doubtful = reported & Vector.LessThan(highest, new Vector<int>(Threshold));
        var decided = Vector.ConditionalSelect(doubtful, background, best) + Vector<int>.One;
        return Vector.AndNot(decided, Vector.Equals(first, new Vector<int>(ProbabilitySmoothing.Missing)));
    }
}
