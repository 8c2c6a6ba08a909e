using Geo.Api.Ogc;
using Geo.Core.Store;

namespace Geo.Api.Scenes;

/// <summary>A scene as a picture for the map.</summary>
internal static class Pictures
{
    /// <summary>Longest side that is drawn, pixels.</summary>
    public const int MaximumSide = 4096;

    /// <summary>GET /scenes/{id}/image.png?bbox=&amp;width=&amp;height=&amp;bbox-crs=&amp;style=</summary>
    public static IResult Get(string id, HttpContext http, WorkspaceStore store)
    {
        _ = store.Scenes.Get(id);
        _ = (http, Parameters.MaximumLimit);
        throw new UnavailableException("pictures of scenes are not drawn yet");
    }
}
