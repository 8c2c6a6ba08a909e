using Geo.Core.Gdal;

namespace Geo.Core.Imagery;

/// <summary>One scene of the workspace as physical values: reflectance or metres, NaN where the pixel is not clear.</summary>
public sealed class SceneSource : IReflectanceSource
{
    private readonly string _folder;
    private readonly Dataset _data;
    private readonly Dataset? _quality;
    private readonly SceneTiles _tiles;
    private byte[] _seen = [];
    private float[] _values = [];
    private Window _seenWindow;

    /// <param name="scene">A scene that was taken in.</param>
    /// <param name="scenesFolder">The workspace's scenes/ folder.</param>
    /// <exception cref="InputException">Its raster is not there.</exception>
    public SceneSource(Scene scene, string scenesFolder)
        : this(scene, scenesFolder, null)
    {
    }

    /// <param name="scene">A scene that was taken in.</param>
    /// <param name="scenesFolder">The workspace's scenes/ folder.</param>
    /// <param name="sibling">A source of the same scene, for another thread: decoded tiles are shared with it.</param>
    internal SceneSource(Scene scene, string scenesFolder, SceneSource? sibling)
    {
        Scene = scene;
        _folder = scenesFolder;
        _data = Dataset.Open(Existing(scene.CogFile));
        _quality = scene.QualityFile is { } quality ? Dataset.Open(Existing(quality)) : null;
        Roles = [.. scene.Bands.Select(band => band.Role).Where(role => role != BandRole.Other).Distinct()];
        _tiles = sibling?._tiles ?? new SceneTiles(_data, _quality, Roles.Select(role => scene.Bands.First(band => band.Role == role).Index));
    }

    /// <summary>The scene that is read.</summary>
    public Scene Scene { get; }

    /// <inheritdoc/>
    public Grid Grid => Scene.Grid;

    /// <inheritdoc/>
    public IReadOnlyList<BandRole> Roles { get; }

    /// <inheritdoc/>
    public void Read(BandRole role, Window window, Span<float> into)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(into.Length, window.PixelCount);
        SceneBand band = Scene.Bands.FirstOrDefault(one => one.Role == role)
            ?? throw new InputException($"scene {Scene.Id}", role.ToString(), "the scene has no such band", "choose another scene, or train a model on the bands it has");
        into.Fill(float.NaN);
        Window inside = window.Intersect(Grid.Whole);
        if (inside.IsEmpty)
        {
            return;
        }

        int count = checked((int)inside.PixelCount);
        if (_values.Length < count)
        {
            _values = new float[count];
        }

        Span<float> values = _values.AsSpan(0, count);
        _tiles.Values(_data, band, Scene.NoData is { } value ? (float)value : float.NaN, inside, values);
        ReadOnlySpan<byte> seen = Seen(inside, count);
        for (int row = 0; row < inside.Height; row++)
        {
            int from = row * inside.Width;
            int to = (inside.Row - window.Row + row) * window.Width + inside.Col - window.Col;
            values.Slice(from, inside.Width).CopyTo(into[to..]);
            for (int col = 0; !seen.IsEmpty && col < inside.Width; col++)
            {
                if (seen[from + col] != (byte)Quality.Clear)
                {
                    into[to + col] = float.NaN;
                }
            }
        }
    }

    /// <inheritdoc/>
    public bool ReadQuality(Window window, Span<byte> into)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(into.Length, window.PixelCount);
        if (_quality is null) return false;
        into.Clear();
        Window inside = window.Intersect(Grid.Whole);
        if (inside.IsEmpty) return true;
        ReadOnlySpan<byte> seen = Seen(inside, checked((int)inside.PixelCount));
        for (int row = 0; row < inside.Height; row++)
        {
            seen.Slice(row * inside.Width, inside.Width).CopyTo(into[((inside.Row - window.Row + row) * window.Width + inside.Col - window.Col)..]);
        }

        return true;
    }

    /// <inheritdoc/>
    public IReflectanceSource Reopen() => new SceneSource(Scene, _folder, this);

    /// <inheritdoc/>
    public void Dispose()
    {
        _data.Dispose();
        _quality?.Dispose();
    }

    /// <summary>The quality of a window; kept, as the bands of one window are read one after the other.</summary>
    private ReadOnlySpan<byte> Seen(Window window, int count)
    {
        if (_quality is null)
        {
            return [];
        }

        if (window != _seenWindow)
        {
            if (_seen.Length < count)
            {
                _seen = new byte[count];
            }

            _tiles.Seen(_quality, window, _seen);
            _seenWindow = window;
        }

        return _seen.AsSpan(0, count);
    }

    private string Existing(string file)
    {
        string path = Path.Combine(_folder, file);
        return File.Exists(path)
            ? path
            : throw new InputException(path, null, $"the raster of scene {Scene.Id} is gone", "put it back from a copy of the workspace, or ingest the scene again");
    }
}
