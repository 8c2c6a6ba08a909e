using Geo.Api.Features;
using Geo.Api.Ogc;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Api.Registers;

/// <summary>Whether the registers fit the imagery, for the pages' banners.</summary>
internal static class RegisterFitPages
{
    /// <summary>GET /register-fits: the last check of each register that the visitor may read.</summary>
    public static IResult List(HttpContext http, WorkspaceStore store)
    {
        var visible = Collections.Visible(http).Select(layer => layer.Id).ToHashSet(StringComparer.Ordinal);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(store.RegisterFits.List().Where(fit => visible.Contains(fit.Register)).Select(fit =>
        {
            var r = fit.Result;
            var sentence = RegisterCheck.Sentence(fit.Register, r, fit.SceneId);
            return new
            {
                register = fit.Register,
                state = r.StateCode,
                east_m = r.EastMetres,
                north_m = r.NorthMetres,
                sites = r.Sites,
                strength = r.Strength,
                looks_like = r.LooksLike,
                scene_id = fit.SceneId,
                checked_at = fit.CheckedAt,
                sentence = new { zh = sentence.Zh, en = sentence.En },
            };
        }), Json.Pages);
    }
}
