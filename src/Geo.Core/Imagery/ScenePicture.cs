using System.Collections.Concurrent;
using Geo.Core.Gdal;

namespace Geo.Core.Imagery;

/// <summary>A scene as a picture for the map: any extent of EPSG:3857, one stretch a scene unless one is given, so that pictures side by side match.</summary>
public static class ScenePicture
{
    /// <summary>Styles that can be asked for.</summary>
    public static IReadOnlyList<string> Styles { get; } = ["natural", "false-colour"];

    private const int LargestSide = 4096;
    private const int SampleSide = 512;
    private static readonly ConcurrentDictionary<(string Path, int Band), SceneStretch> Stretches = new();

    /// <summary>Draws a scene.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="scenesFolder">The workspace's scenes/ folder.</param>
    /// <param name="bbox">Extent in EPSG:3857, metres.</param>
    /// <param name="width">Picture width in pixels, 1 to 4096.</param>
    /// <param name="height">Picture height in pixels, 1 to 4096.</param>
    /// <param name="style">natural (red, green, blue) or false-colour (near infrared, red, green); heights are grey either way.</param>
    /// <param name="cancel">Stops the drawing.</param>
    /// <param name="stretch">One a channel, or one for all; null takes the scene's own.</param>
    /// <returns>A PNG with transparency where there is no data.</returns>
    /// <exception cref="InputException">A size, extent or style that cannot be drawn.</exception>
    public static byte[] Png(
        Scene scene, string scenesFolder, Extent bbox, int width, int height, string style, CancellationToken cancel, IReadOnlyList<SceneStretch>? stretch = null)
    {
        Check(bbox, width, height, style);
        Grid target = Target(bbox, width, height);
        using Dataset picture = Dataset.InMemory(new RasterSpec(target, 4, PixelType.Byte, null));
        if (SceneSample.Read(scene, scenesFolder, target, style, clearOnly: false, cancel) is { } channels)
        {
            SceneBand[] bands = SceneSample.Bands(scene, style);
            byte[] values = new byte[width * height], alpha = new byte[width * height];
            for (int channel = 0; channel < 3; channel++)
            {
                var (low, high) = stretch is null ? Own(scene, scenesFolder, bands[channel]) : stretch[Math.Min(channel, stretch.Count - 1)];
                for (int i = 0; i < values.Length; i++)
                {
                    float value = channels[channel][i];
                    bool empty = float.IsNaN(value);
                    values[i] = empty ? (byte)0 : (byte)Math.Clamp((value - low) / (high - low) * 254 + 1, 1, 255);
                    alpha[i] = empty ? (byte)0 : (byte)255;
                }

                picture.Write<byte>(channel + 1, target.Whole, values);
            }

            picture.Write<byte>(4, target.Whole, alpha);
        }

        return picture.ToPng();
    }

    /// <summary>The grid of a picture.</summary>
    internal static Grid Target(Extent bbox, int width, int height) =>
        new(GeoTransform.NorthUp(bbox.MinX, bbox.MaxY, bbox.Width / width, bbox.Height / height), width, height, Projection.FromEpsg(3857));

    internal static void Check(Extent bbox, int width, int height, string style)
    {
        if (width is < 1 or > LargestSide || height is < 1 or > LargestSide)
        {
            throw new InputException("picture", "width, height", $"{width} × {height} is not between 1 and {LargestSide}", "ask for a smaller picture");
        }

        if (!(bbox.Width > 0 && bbox.Height > 0 && double.IsFinite(bbox.Width + bbox.Height)))
        {
            throw new InputException("picture", "bbox", "the extent is empty", "give minx,miny,maxx,maxy in EPSG:3857");
        }

        if (!Styles.Contains(style))
        {
            throw new InputException("picture", "style", $"'{style}' is no style", $"use one of {string.Join(", ", Styles)}");
        }
    }

    /// <summary>The 2nd and 98th percentile of the whole scene, from its overviews.</summary>
    internal static SceneStretch Own(Scene scene, string scenesFolder, SceneBand band) => Stretches.GetOrAdd((Path.Combine(scenesFolder, scene.CogFile), band.Index), key =>
    {
        using Dataset data = Dataset.Open(key.Path);
        int width = Math.Min(SampleSide, data.Width), height = Math.Min(SampleSide, data.Height);
        float[] samples = new float[width * height];
        data.ReadResampled<float>(key.Band, new Window(0, 0, data.Width, data.Height), width, height, samples);
        return SceneStretch.Of([.. samples.Where(value => !float.IsNaN(value) && (scene.NoData is not { } none || value != (float)none)).Select(n => (float)(n * band.Scale + band.Offset))]);
    });
}
