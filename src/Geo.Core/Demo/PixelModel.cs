namespace Geo.Core.Demo;

/// <summary>Reflectance of one pixel on one date before the atmosphere: ground under plants, shade by slope, the date's gains.</summary>
internal sealed class PixelModel
{
    private readonly Surface _surface;
    private readonly Spectra _spectra;
    private readonly DemoDate _when;
    private readonly float[] _gain = new float[Spectra.Bands], _coverOfSite;
    private readonly float _sunX, _sunY, _sunZ, _tilt, _middle;
    private readonly float[] _plant = new float[Spectra.Bands];

    public PixelModel(DistrictPlan plan, Surface surface, Spectra spectra, int date)
    {
        (_surface, _spectra, _when) = (surface, spectra, plan.Parameters.DateAt(date));
        (_sunX, _sunY, _sunZ) = (
            _when.SunElevation[1] * _when.SunAzimuth[0], _when.SunElevation[1] * _when.SunAzimuth[1], _when.SunElevation[0]);
        var draw = Draw.For(plan.Seed, 900 + (uint)date);
        for (int k = 0; k < _gain.Length; k++)
        {
            _gain[k] = _when.Gain * (float)(1 + 0.012 * draw.Normal());
        }

        // View angle across the swath: a few per cent from west to east.
        _tilt = (float)draw.Range(-0.03, 0.03) / 20_000f;
        _middle = (float)(plan.Parameters.FullPixels[0] * DemoParameters.PixelMetres / 2);
        _coverOfSite = [0, .. plan.Sites.Select(s => s.CoverOn(date))];
    }

    /// <summary>Ten reflectances of a pixel of the surface (with rim).</summary>
    public void Reflectance(int col, int row, Span<float> into)
    {
        int at = row * _surface.Width + col;
        var fine = _surface.Fine;
        float g0 = fine[0][at] / 32f, g1 = fine[1][at] / 32f, g2 = fine[2][at] / 32f, g3 = fine[3][at] / 32f, broad = _surface.Broad[at] / 64f;
        int ground = _surface.GroundOf[at];
        float vigour = _surface.Vigour[at] / 255f;
        ushort variant = _surface.Variant[at];
        float plants = Plants((Phase)_surface.PhaseOf[at], vigour, variant, _surface.SiteOf[at]);
        if ((Phase)_surface.PhaseOf[at] == Phase.Riverbed)
        {
            plants = 0;
            if (_when.Stage > vigour)
            {
                ground = (int)Ground.Water;
            }
        }

        _spectra.Of(ground, variant, broad, g0, g1, g2, g3, into);
        if (plants > 0)
        {
            // Plants have their own grain: the ground's, mirrored.
            _spectra.Of(_surface.PlantOf[at], variant, broad, -g0, g2, g1, -g3, _plant);
        }

        float light = ground == (int)Ground.Water ? 1 : Light(at);
        float view = light * (1 + _tilt * (_surface.X(col) - _middle));
        for (int k = 0; k < Spectra.Bands; k++)
        {
            into[k] = (into[k] + (_plant[k] - into[k]) * plants) * view * _gain[k];
        }
    }

    private float Plants(Phase phase, float vigour, ushort variant, int site)
    {
        // Neighbours sow and cut on different days.
        float own = variant == 0 ? 0 : ((variant >> 3 & 31) / 31f - 0.5f) * 0.35f;
        float share = phase switch
        {
            Phase.Grass => vigour * _when.Grass,
            Phase.EarlyCrop => vigour * (_when.Crop + own),
            Phase.LateCrop => vigour * Math.Min(1, _when.LateCrop * (1 + own)),
            Phase.Ploughed => vigour * Math.Min(1, _when.Ploughed * (1.2f + 2 * own)),
            Phase.Tree => vigour * (0.5f + 0.5f * _when.Grass),
            Phase.Site => vigour * _coverOfSite[site] * _when.Grass,
            _ => 0,
        };
        return Math.Clamp(share, 0, 0.97f);
    }

    // Lambert on the slope against flat ground, a third of the light coming from the sky.
    private float Light(int at)
    {
        int w = _surface.Width;
        int last = _surface.Height.Length - 1;
        float east = (_surface.Height[Math.Min(last, at + 1)] - _surface.Height[Math.Max(0, at - 1)]) / 20f;
        float north = (_surface.Height[Math.Max(0, at - w)] - _surface.Height[Math.Min(last, at + w)]) / 20f;
        float cosine = (_sunZ - east * _sunX - north * _sunY) / MathF.Sqrt(1 + east * east + north * north);
        return Math.Clamp(0.33f + 0.67f * cosine / _sunZ, 0.3f, 1.6f);
    }
}
