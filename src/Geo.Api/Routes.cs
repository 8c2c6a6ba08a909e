using Geo.Api.Accuracy;
using Geo.Api.Auth;
using Geo.Api.Features;
using Geo.Api.Health;
using Geo.Api.Labels;
using Geo.Api.Mines;
using Geo.Api.Ogc;
using Geo.Api.Runs;
using Geo.Api.Scenes;
using Geo.Api.Stac;
using Microsoft.AspNetCore.Mvc;

namespace Geo.Api;

/// <summary>All routes, in the order of the standards. The strings after a handler are the query parameters that it knows besides f and lang.</summary>
internal static class Routes
{
    /// <summary>Maps the table.</summary>
    public static void Map(WebApplication app)
    {
        // What depends on the store's layers alone: revalidated by the store's revision.
        var ogc = app.MapGroup("").AddEndpointFilter(Query.Check).AddEndpointFilter(Revalidated.Filter);
        ogc.Get("/", Landing.Get);
        ogc.Get("/conformance", Landing.Conformance);
        ogc.Get("/api", OpenApi.Get);
        ogc.Get("/api.html", OpenApi.GetPage);
        ogc.Get("/collections", Collections.List);
        ogc.Get("/collections/{id}", Collections.Get);
        app.MapGroup("").AddEndpointFilter(Revalidated.Filter).Get("/collections/{id}/items", Items.List); // ItemsQuery knows its parameters
        ogc.Get("/collections/{id}/items/{fid}", Items.Get, "known-on");
        app.MapPost("/collections/detections/items/{fid}/review", Reviews.Post);
        ogc.Get("/collections/{id}/queryables", Schemas.Queryables);
        ogc.Get("/collections/{id}/schema", Schemas.Schema);

        ogc.Get("/stac", StacCatalog.Landing);
        ogc.Get("/stac/collections", StacCatalog.Collections);
        ogc.Get("/stac/collections/scenes", StacCatalog.Collection);
        ogc.Get("/stac/collections/scenes/items", StacCatalog.Items, "limit", "bbox", "datetime", "after");
        ogc.Get("/stac/collections/scenes/items/{id}", StacCatalog.Get);

        var pages = app.MapGroup("").AddEndpointFilter(Query.Check);
        pages.Get("/session", RunPages.Session);
        pages.Get("/scenes", SceneFiles.List);
        pages.Get("/scenes/{id}/image.png", Pictures.Get, "bbox", "bbox-crs", "width", "height", "style", "stretch", "stretch-with");
        pages.Get("/results/recovery.png", Pictures.Recovery, "bbox", "bbox-crs", "width", "height");
        app.Get("/results/recovery.tif", Pictures.RecoveryTif);
        app.Get("/scenes/{id}/{file}", SceneFiles.Get);
        pages.Get("/models", Models.List);
        pages.Get("/models/{name}", Models.Get);
        app.MapPost("/models/{name}/promote", Models.Promote);
        app.MapPost("/models/{name}/rollback", Models.Rollback);
        pages.Get("/samples", SamplePages.List);
        pages.Get("/surveys/{id}/sample", SamplePages.Get, "interpreter");
        pages.Get("/surveys/{id}/sample.csv", SamplePages.Csv);
        pages.Get("/surveys/{id}/sample.geojson", SamplePages.GeoJson);
        app.MapPut("/surveys/{id}/sample/places/{number:int}", SamplePages.Put);
        pages.Get("/surveys/{id}/accuracy", SamplePages.Accuracy, "interpreter");
        pages.Get("/labels", LabelPages.List);
        pages.Get("/labels/{name}", LabelPages.Get);
        app.MapPut("/labels/{name}", LabelPages.Put).WithMetadata(new RequestSizeLimitAttribute(LabelPages.LargestBody));
        pages.Get("/collections/detections/items/{fid}/why", Why.Get);
        pages.Get("/indicators", IndicatorPages.Get, "known-on");
        pages.Get("/mine-sites", IndicatorPages.List, "known-on");
        app.MapPost("/alerts/{id}/handle", AlertPages.Handle);
        pages.Get("/mine-sites/{code}", MinePages.Get, "known-on");
        pages.Get("/mine-sites/{code}/dossier", DossierPages.Get);
        pages.Get("/mine-sites/{code}/dossier.docx", DossierPages.GetDocx);
        pages.Get("/mine-sites/{code}/chips/{when}.png", DossierPages.Chip, "style", "side");
        pages.Get("/mine-sites/{code}/curve.svg", DossierPages.Curve);
        app.MapPost("/mine-sites/{code}/decision", MinePages.Decide);
        pages.Get("/runs", RunPages.List, "limit", "state");
        pages.Get("/runs/{id}", RunPages.Get);
        app.Get("/runs/{id}/events", RunEvents.Get);
        app.MapPost("/runs", RunPages.Start);
        app.MapPost("/runs/{id}/cancel", RunPages.Cancel);

        app.Get("/token", TokenPage.Get);
        app.Get("/healthz", Readiness.Alive);
        app.Get("/readyz", Readiness.Get);
        app.Get("/metrics", Metrics.Get);
        app.Get("/page.css", WebMap.Style);
        app.Get("/map/{**rest}", WebMap.Index);
    }

    private static void Get(this IEndpointRouteBuilder routes, string pattern, Delegate handler, params string[] query) =>
        routes.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], handler).WithMetadata(new Query(query));
}
