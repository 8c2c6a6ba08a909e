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
}
