using Geo.Core.Imagery;

namespace Geo.Core.Tracking;

/// <summary>How much of a site a scene shows, and why not the rest; parts of the site's area, [0, 1].</summary>
/// <param name="Clear">The pixels, NaN where not seen clearly.</param>
/// <param name="Seen">Pixels of the site that are seen clearly, in parts.</param>
/// <param name="Valid">Share seen.</param>
/// <param name="Cloud">Null where the scene has no mask; so the next two.</param>
/// <param name="Shadow">Cloud shadow.</param>
/// <param name="Snow">Snow.</param>
/// <param name="Haze">Null without a blue band.</param>
internal sealed record SeenShares(Pixels Clear, double Seen, double Valid, double? Cloud, double? Shadow, double? Snow, double? Haze)
{
    /// <summary>Shares of one site.</summary>
    public static SeenShares Of(SiteGround ground, Pixels pixels, RestorationRules rules)
    {
        bool[]? hazy = pixels.Hot is { } hot ? Tracking.Haze.Of(hot, ground.Window.Width, ground.PixelMetres, rules.Observing.HazeAbove) : null;
        double seen = 0, haze = 0;
        Span<double> masked = stackalloc double[256];
        for (int i = 0; i < ground.Share.Length; i++)
        {
            double share = ground.Share[i];
            if (hazy is not null && hazy[i] && !float.IsNaN(pixels.Ndvi[i]))
            {
                haze += share;
                pixels.Ndvi[i] = pixels.Cover[i] = float.NaN;
            }
            else if (share > 0)
            {
                if (!float.IsNaN(pixels.Ndvi[i])) seen += share;
                else if (pixels.Quality is { } quality) masked[quality[i]] += share;
            }
        }

        double? Masked(double weight) => pixels.Quality is null ? null : Math.Min(1, weight / ground.Whole);
        return new SeenShares(
            pixels, seen, Math.Min(1, seen / ground.Whole), Masked(masked[(int)Quality.Cloud]), Masked(masked[(int)Quality.Shadow]),
            Masked(masked[(int)Quality.Snow]), pixels.Hot is null ? null : Math.Min(1, haze / ground.Whole));
    }
}
