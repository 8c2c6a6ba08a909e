using System.Numerics;

namespace Geo.Core.Classification;

/// <summary>Turns a raw score into a probability: p = 1 / (1 + exp(slope · score + offset)); the slope of a useful model is negative.</summary>
/// <remarks>Platt 1999, fitted as Lin, Lin and Weng 2007, https://doi.org/10.1007/s10994-007-5018-6</remarks>
public readonly record struct PlattScaling(double Slope, double Offset)
{
    /// <summary>Probability in [0, 1] of a raw score.</summary>
    public float Of(float score) => (float)(1 / (1 + Exponential.Of(Slope * score + Offset)));

    /// <summary>The same of many, bit for bit.</summary>
    internal Vector<float> Of(Vector<float> scores)
    {
        Vector.Widen(scores, out var low, out var high);
        return Vector.Narrow(Of(low), Of(high));
    }

    private Vector<double> Of(Vector<double> scores) => Vector<double>.One / (Vector<double>.One + Exponential.Of(new Vector<double>(Slope) * scores + new Vector<double>(Offset)));

    /// <summary>Fits slope and offset by maximum likelihood with Platt's softened targets, by Newton's method with backtracking (algorithm 1 of Lin et al.).</summary>
    /// <param name="scores">Raw scores of rows that the model was not trained on.</param>
    /// <param name="positive">Whether the row is of the class.</param>
    public static PlattScaling Fit(IReadOnlyList<float> scores, IReadOnlyList<bool> positive)
    {
        double positives = positive.Count(p => p), negatives = positive.Count - positives;
        double high = (positives + 1) / (positives + 2), low = 1 / (negatives + 2);
        double a = 0, b = Math.Log((negatives + 1) / (positives + 1));
        double loss = Loss(a, b);
        for (int iteration = 0; iteration < 100; iteration++)
        {
            // Gradient and Hessian; 1e-12 keeps the Hessian definite.
            double haa = 1e-12, hbb = 1e-12, hab = 0, ga = 0, gb = 0;
            for (int i = 0; i < scores.Count; i++)
            {
                double p = Probability(a, b, scores[i]), curve = p * (1 - p), miss = (positive[i] ? high : low) - p;
                haa += scores[i] * scores[i] * curve;
                hbb += curve;
                hab += scores[i] * curve;
                ga += scores[i] * miss;
                gb += miss;
            }

            if (Math.Abs(ga) < 1e-5 && Math.Abs(gb) < 1e-5) break;
            double det = haa * hbb - hab * hab;
            double da = -(hbb * ga - hab * gb) / det, db = -(haa * gb - hab * ga) / det;
            double slope = ga * da + gb * db, step = 1;
            for (; step >= 1e-10; step /= 2)
            {
                double better = Loss(a + step * da, b + step * db);
                if (better >= loss + 1e-4 * step * slope) continue;
                (a, b, loss) = (a + step * da, b + step * db, better);
                break;
            }

            if (step < 1e-10) break;
        }

        return new PlattScaling(a, b);

        double Loss(double a, double b)
        {
            double sum = 0;
            for (int i = 0; i < scores.Count; i++)
            {
                double f = a * scores[i] + b, target = positive[i] ? high : low;
                sum += f >= 0
                    ? target * f + Math.Log(1 + Math.Exp(-f))
                    : (target - 1) * f + Math.Log(1 + Math.Exp(f));
            }

            return sum;
        }
    }

    private static double Probability(double a, double b, double score)
    {
        double f = a * score + b;
        return f >= 0 ? Math.Exp(-f) / (1 + Math.Exp(-f)) : 1 / (1 + Math.Exp(f));
    }
}
