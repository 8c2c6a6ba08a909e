using Geo.Core.Imagery;

namespace Geo.Core.Tracking;

/// <summary>A source in another sensor's bands; a band without adjustment is not there, so that nothing is mixed.</summary>
internal sealed class HarmonisedSource(IReflectanceSource source, SensorAdjustment adjustment) : IReflectanceSource
{
    public Grid Grid => source.Grid;

    public IReadOnlyList<BandRole> Roles { get; } = [.. source.Roles.Where(role => adjustment.Bands.Any(band => band.Role == role))];

    public void Read(BandRole role, Window window, Span<float> into)
    {
        var band = adjustment.Bands.First(one => one.Role == role);
        source.Read(role, window, into);
        for (int i = 0; i < into.Length; i++) into[i] = (float)((into[i] - band.Offset) / band.Slope);
    }

    public bool ReadQuality(Window window, Span<byte> into) => source.ReadQuality(window, into);

    public IReflectanceSource Reopen() => new HarmonisedSource(source.Reopen(), adjustment);

    public void Dispose() => source.Dispose();
}
