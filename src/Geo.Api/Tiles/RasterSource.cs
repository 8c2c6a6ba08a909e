using Geo.Core.Imagery;
using Geo.Core.Tiles.Pictures;

namespace Geo.Api.Tiles;

/// <summary>A raster that is drawn as tiles.</summary>
/// <param name="Id">Name of the layer in WMTS.</param>
/// <param name="Path">Its path.</param>
/// <param name="Title">Title.</param>
/// <param name="Extent">Where it lies, longitude and latitude.</param>
/// <param name="File">The raster.</param>
/// <param name="Styles">Names and titles of its styles; the first is the one that is drawn where none is asked for.</param>
internal sealed record RasterSource(string Id, string Path, string Title, Extent Extent, RasterFile File, IReadOnlyList<(string Name, string Title)> Styles)
{
    /// <summary>The scene, where it is one.</summary>
    public Scene? Scene { get; init; }

    /// <summary>Colours of a raster of classes.</summary>
    public IReadOnlyList<uint>? Classes { get; init; }

    /// <summary>How it is described as tiles.</summary>
    public Tileset Tileset => new(Path, Title, Extent, [.. TileMedia.PictureTypes], []);
}
