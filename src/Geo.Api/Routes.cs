using Geo.Api.Accuracy;
using Geo.Api.Areas;
using Geo.Api.Auth;
using Geo.Api.Cases;
using Geo.Api.Dumps;
using Geo.Api.Features;
using Geo.Api.Field;
using Geo.Api.Health;
using Geo.Api.Inbox;
using Geo.Api.Labels;
using Geo.Api.Mines;
using Geo.Api.Ogc;
using Geo.Api.Priority;
using Geo.Api.Processes;
using Geo.Api.Registers;
using Geo.Api.Reports;
using Geo.Api.Runs;
using Geo.Api.Scenes;
using Geo.Api.Stac;
using Geo.Api.Tiles;
using Geo.Api.Tiles.Styles;
using Geo.Core.Store.People;
using Microsoft.AspNetCore.Mvc;

namespace Geo.Api;

/// <summary>All routes, in the order of the standards. The strings after a handler are the query parameters that it knows besides f and lang; Needs and Reads say who may, Coarsens who shows coarsened layers.</summary>
internal static class Routes
{
    /// <summary>Maps the table.</summary>
    public static void Map(WebApplication app)
    {
        // What depends on the store's layers alone: revalidated by the store's revision.
        var ogc = app.MapGroup("").AddEndpointFilter(Query.Check).AddEndpointFilter(Revalidated.Filter);
        ogc.Get("/", Landing.Get).Coarsens();
        ogc.Get("/conformance", Landing.Conformance).Coarsens();
        ogc.Get("/api", OpenApi.Get).Coarsens();
        ogc.Get("/api.html", OpenApi.GetPage).Coarsens();
        ApiReference.Map(app);
        ogc.Get("/collections", Collections.List).Coarsens();
        ogc.Get("/collections/{id}", Collections.Get).Reads().Coarsens();
        app.MapGroup("").AddEndpointFilter(Revalidated.Filter).Get("/collections/{id}/items", Items.List).Reads().WithMetadata(new ItemsForms()).Timed().Coarsens(); // ItemsQuery knows its parameters
        app.MapGroup("").AddEndpointFilter(Query.Check).Get("/collections/{id}/items/{fid}", Items.Get, "known-on", "crs").Reads().Coarsens(); // ItemTag
        app.MapPost("/collections/{id}/items", ItemEdits.Create).Reads().WithMetadata(new RequestSizeLimitAttribute(ItemBody.LargestBody)).Needs(Right.EditRegisters, "item");
        app.MapPut("/collections/{id}/items/{fid}", ItemEdits.Replace).Reads().WithMetadata(new RequestSizeLimitAttribute(ItemBody.LargestBody)).Needs(Right.EditRegisters, "item");
        app.MapPatch("/collections/{id}/items/{fid}", ItemEdits.Update).Reads().WithMetadata(new RequestSizeLimitAttribute(ItemBody.LargestBody)).Needs(Right.EditRegisters, "item");
        app.MapDelete("/collections/{id}/items/{fid}", ItemEdits.Delete).Reads().Needs(Right.EditRegisters, "item");
        app.MapMethods("/collections/{id}/items", [HttpMethods.Options], ItemEdits.Options).Reads().Coarsens();
        app.MapMethods("/collections/{id}/items/{fid}", [HttpMethods.Options], ItemEdits.Options).Reads().Coarsens();
        app.MapPost("/collections/detections/items/{fid}/review", Reviews.Post).Reads("detections").Needs(Right.Review, "review");
        ogc.Get("/collections/{id}/queryables", Schemas.Queryables).Reads().Coarsens();
        ogc.Get("/collections/{id}/schema", Schemas.Schema).Reads().Coarsens();
        ogc.Get("/functions", FunctionPages.Get);

        ogc.Get("/tileMatrixSets", MatrixSetPages.List);
        ogc.Get("/tileMatrixSets/{tms}", MatrixSetPages.Get);
        // Tiles and what describes them bring their own ETag, or change with the extent of a layer.
        var tiles = app.MapGroup("").AddEndpointFilter(Query.Check);
        tiles.Get("/tiles", VectorTiles.ListAll, "collections").Coarsens();
        tiles.Get("/tiles/{tms}", VectorTiles.GetAll, "collections").Coarsens();
        tiles.Get("/tiles/{tms}/{z}/{row}/{col}", VectorTiles.TileOfAll, "collections", "datetime", "known-on").Coarsens();
        tiles.Get("/collections/{id}/tiles", VectorTiles.List).Reads().Coarsens();
        tiles.Get("/collections/{id}/tiles/{tms}", VectorTiles.Get).Reads().Coarsens();
        app.MapGroup("").Get("/collections/{id}/tiles/{tms}/{z}/{row}/{col}", VectorTiles.Tile).Reads().Coarsens(); // it knows its parameters
        tiles.Get("/collections/{id}/preview", Previews.Collection, "side").Reads().Coarsens();
        tiles.Get("/scenes/{id}/tiles", RasterTiles.SceneList).Reads("scenes");
        tiles.Get("/scenes/{id}/tiles/{tms}", RasterTiles.SceneSet).Reads("scenes");
        tiles.Get("/scenes/{id}/tiles/{tms}/{z}/{row}/{col}", RasterTiles.SceneTile, RasterLook.Names).Reads("scenes");
        tiles.Get("/scenes/{id}/preview", Previews.Scene, [.. RasterLook.Names, "side"]).Reads("scenes");
        tiles.Get("/results/recovery/tiles", RasterTiles.RecoveryList).Reads("mine-sites");
        tiles.Get("/results/recovery/tiles/{tms}", RasterTiles.RecoverySet).Reads("mine-sites");
        tiles.Get("/results/recovery/tiles/{tms}/{z}/{row}/{col}", RasterTiles.RecoveryTile, RasterLook.Names).Reads("mine-sites");
        tiles.Get("/surveys/{id}/{raster}/tiles", RasterTiles.SurveyList).Reads("surveys");
        tiles.Get("/surveys/{id}/{raster}/tiles/{tms}", RasterTiles.SurveySet).Reads("surveys");
        tiles.Get("/surveys/{id}/{raster}/tiles/{tms}/{z}/{row}/{col}", RasterTiles.SurveyTile, RasterLook.Names).Reads("surveys");
        app.MapGroup("").Get("/wmts", Wmts.Get); // names in any case
        tiles.Get("/wmts/1.0.0/WMTSCapabilities.xml", Wmts.Capabilities);
        tiles.Get("/styles", StylePages.List).Coarsens();
        tiles.Get("/styles/{id}", StylePages.Get).Reads().Coarsens();
        tiles.Get("/styles/{id}.qml", StylePages.GetQml).Reads().Coarsens();
        tiles.Get("/styles/{id}.sld", StylePages.GetSld).Reads().Coarsens();
        tiles.Get("/project.qgs", StylePages.GetProject).Coarsens();

        ogc.Get("/stac", StacCatalog.Landing);
        ogc.Get("/stac/conformance", StacCatalog.Conformance);
        ogc.Get("/stac/collections", StacCollections.List).Reads("scenes");
        ogc.Get("/stac/collections/scenes", StacCollections.Get).Reads("scenes");
        ogc.Get("/stac/collections/scenes/items", StacItems.List, SearchQuery.ItemNames).Reads("scenes");
        ogc.Get("/stac/collections/scenes/items/{id}", StacItems.Get).Reads("scenes");
        ogc.Get("/stac/collections/scenes/queryables", StacQueryables.Get).Reads("scenes");
        ogc.Get("/stac/queryables", StacQueryables.Get).Reads("scenes");
        ogc.Get("/stac/search", StacSearch.Get, SearchQuery.Names).Reads("scenes");
        app.MapPost("/stac/search", StacSearch.Post).RequireCors(anyone => anyone.AllowAnyOrigin().WithMethods("GET", "HEAD", "POST").AllowAnyHeader()).Reads("scenes").Computes();

        var pages = app.MapGroup("").AddEndpointFilter(Query.Check);
        pages.Get("/scenes", SceneFiles.List).Reads("scenes");
        pages.Get("/scenes/{id}/image.png", Pictures.Get, "bbox", "bbox-crs", "width", "height", "style", "stretch", "stretch-with").Reads("scenes");
        app.Get("/scenes/{id}/{file}", SceneFiles.Get).Reads("scenes");
        pages.Get("/results/recovery.png", Pictures.Recovery, "bbox", "bbox-crs", "width", "height").Reads("mine-sites");
        app.Get("/results/recovery.tif", Pictures.RecoveryTif).Reads("mine-sites");
        pages.Get("/models", Models.List);
        pages.Get("/models/{name}", Models.Get);
        app.MapPost("/models/{name}/promote", Models.Promote).Needs(Right.Models, "model.promote");
        app.MapPost("/models/{name}/rollback", Models.Rollback).Needs(Right.Models, "model.rollback");
        pages.Get("/samples", SamplePages.List).Reads("surveys");
        pages.Get("/surveys/{id}/sample", SamplePages.Get, "interpreter").Reads("surveys");
        pages.Get("/surveys/{id}/sample.csv", SamplePages.Csv).Reads("surveys");
        pages.Get("/surveys/{id}/sample.geojson", SamplePages.GeoJson).Reads("surveys");
        app.MapPut("/surveys/{id}/sample/places/{number:int}", SamplePages.Put).Reads("surveys").Needs(Right.Models, "sample.label");
        pages.Get("/surveys/{id}/accuracy", SamplePages.Accuracy, "interpreter").Reads("surveys");
        pages.Get("/labels", LabelPages.List);
        pages.Get("/labels/{name}", LabelPages.Get);
        app.MapPut("/labels/{name}", LabelPages.Put).WithMetadata(new RequestSizeLimitAttribute(LabelPages.LargestBody)).Needs(Right.Models, "labels.write");
        pages.Get("/areas", AreaPages.List).Needs(Right.ReadStaff);
        pages.Get("/areas/{name}", AreaPages.Get).Needs(Right.ReadStaff);
        app.MapPut("/areas/{name}", AreaPages.Put).WithMetadata(new RequestSizeLimitAttribute(AreaPages.LargestBody)).Needs(Right.Run, "areas.write");
        app.MapDelete("/areas/{name}", AreaPages.Delete).Needs(Right.Run, "areas.delete");
        pages.Get("/collections/{id}/items/{fid}/versions", ItemVersions.Get).Reads().Coarsens();
        pages.Get("/collections/detections/items/{fid}/why", Why.Get).Reads("detections");
        pages.Get("/collections/{id}/items/{fid}/trace", TracePage.Get, "property").Reads();
        pages.Get("/indicators", IndicatorPages.Get, "known-on").Reads("mine-sites");
        pages.Get("/mine-sites", IndicatorPages.List, "known-on").Reads("mine-sites");
        pages.Get("/mine-sites.csv", MineFiles.Csv, "known-on").Reads("mine-sites");
        pages.Get("/mine-sites.xlsx", MineFiles.Xlsx, "known-on").Reads("mine-sites");
        app.MapPost("/alerts/{id}/handle", AlertPages.Handle).Reads("alerts").Needs(Right.DecideSites, "alert");
        pages.Get("/mine-sites/{code}", MinePages.Get, "known-on").Reads("mine-sites");
        pages.Get("/mine-sites/{code}/dossier", DossierPages.Get).Reads("mine-sites");
        pages.Get("/mine-sites/{code}/dossier.docx", DossierPages.GetDocx).Reads("mine-sites");
        pages.Get("/mine-sites/{code}/chips/{when}.png", DossierPages.Chip, "style", "side").Reads("mine-sites");
        pages.Get("/mine-sites/{code}/curve.svg", DossierPages.Curve).Reads("mine-sites");
        app.MapPost("/mine-sites/{code}/decision", MinePages.Decide).Reads("mine-sites").Needs(Right.DecideSites, "decision");
        pages.Get("/register-fits", RegisterFitPages.List); // only of registers that the visitor may read
        pages.Get("/dumps", DumpPages.List, "known-on").Reads("dumps");
        pages.Get("/dumps.csv", MineFiles.DumpsCsv, "known-on").Reads("dumps");
        pages.Get("/dumps.xlsx", MineFiles.DumpsXlsx, "known-on").Reads("dumps");
        pages.Get("/dumps-bulk.{format}", DumpPages.Bulk).Reads("dumps");
        pages.Get("/dumps/{code}", DumpPages.Get, "known-on").Reads("dumps");
        pages.Get("/dumps/{code}/sampling.{format}", SamplingPages.File).Reads("dump-samples");
        pages.Get("/river-corridor/counts", DumpPages.Corridor, "known-on").Reads("river-corridor");
        app.MapPost("/dumps/{code}/decision", DumpPages.Decide).Reads("dumps").Needs(Right.DecideDumps, "decision");
        app.MapPost("/dumps/{code}/grade", DumpPages.Grade).Reads("dumps").Needs(Right.DecideDumps, "grade");
        app.MapPost("/dumps/{code}/sampling", SamplingPages.Plan).Reads("dump-samples").Needs(Right.DecideDumps, "sampling.plan");
        app.MapPost("/dumps/{code}/sampling/{number:int}", SamplingPages.Point).Reads("dump-samples").Needs(Right.FieldCheck, "sampling");
        app.MapPost("/dumps/{code}/results", SamplingPages.Results).Reads("dump-samples").WithMetadata(new RequestSizeLimitAttribute(SamplingPages.LargestBody)).Needs(Right.DecideDumps, "sampling.results");
        app.MapPost("/dumps/{code}/identification", SamplingPages.Identify).Reads("dumps").Needs(Right.DecideDumps, "decision");
        app.MapPost("/dumps/{code}/split", SuccessionPages.Split).Reads("dumps").Needs(Right.DecideDumps, "dump.split");
        app.MapPost("/dumps/merge", SuccessionPages.Merge).Reads("dumps").Needs(Right.DecideDumps, "dump.merged");
        app.MapPost("/collections/detections/items/{fid}/candidate", SuccessionPages.Candidate).Reads("detections").Needs(Right.DecideDumps, "dump.candidate");
        app.MapPost("/field-checks", FieldCheckPages.Post).Reads("field-checks").Needs(Right.FieldCheck, "field-check");
        app.MapPut("/field-checks/{id}", FieldCheckPages.Put).Reads("field-checks").Needs(Right.FieldCheck, "field-check");
        app.MapPost("/field-checks/{id}/photos", PhotoPages.Post).Reads("field-photos").WithMetadata(new RequestSizeLimitAttribute(PhotoPages.LargestBody)).Needs(Right.FieldCheck, "field-photo");
        pages.Get("/photos/{file}", PhotoPages.Get).Reads("field-photos");
        pages.Get("/works", FieldCheckPages.WorkList);
        pages.Get("/todo", ToDoPages.Get, "town").Reads("field-checks");
        pages.Get("/todo.csv", ToDoPages.Csv, "town").Reads("field-checks");
        pages.Get("/cases", CasePages.List, "state", "unit", "town", "overdue").Reads("cases");
        app.MapPost("/cases", CasePages.Report).Reads("cases").Needs(Right.FieldCheck, "case");
        pages.Get("/cases.xlsx", CaseFiles.Xlsx, "state", "unit", "town", "overdue").Reads("cases");
        pages.Get("/cases.csv", CaseFiles.Csv, "state", "unit", "town", "overdue").Reads("cases");
        pages.Get("/cases.geojson", CaseFiles.GeoJson, "state", "unit", "town", "overdue").Reads("cases");
        pages.Get("/cases.kml", CaseFiles.Kml, "state", "unit", "town", "overdue").Reads("cases");
        pages.Get("/cases/{id}", CasePages.Get).Reads("cases");
        app.MapPost("/cases/{id}/{action}", CasePages.Act).Reads("cases").Needs(Right.FieldCheck, "case");
        pages.Get("/mine-sites/{code}/flight.kml", FlightPages.One, "buffer").Reads("mine-sites");
        pages.Get("/flight.kml", FlightPages.Many, "codes", "buffer").Reads("mine-sites");
        pages.Get("/volumes/{id}/profile.json", VolumePages.Profile, "line").Reads("volumes");
        pages.Get("/volumes/{id}/profile.svg", VolumePages.ProfileSvg, "line").Reads("volumes");
        pages.Get("/volumes/{id}/relief.png", VolumePages.Relief, "side").Reads("volumes");
        pages.Get("/dumps/{code}/toe", VolumePages.Toe, "dsm").Reads("dumps");
        pages.Get("/reports", ReportPages.List).Needs(Right.ReadStaff);
        pages.Get("/reports/{month}", ReportPages.Get, "version").Needs(Right.ReadStaff);
        pages.Get("/reports/{month}.docx", ReportFiles.Docx, "version").Needs(Right.ReadStaff);
        pages.Get("/reports/{month}.xlsx", ReportFiles.Xlsx, "version").Needs(Right.ReadStaff);
        pages.Get("/reports/{month}/map.png", ReportFiles.Map, "version").Needs(Right.ReadStaff);
        pages.Get("/reports/{month}/pictures/{file}", ReportFiles.Picture, "version").Needs(Right.ReadStaff);
        app.MapPut("/reports/{month}/corrections", ReportPages.Correct).Needs(Right.Report, "report.correct");
        app.MapPost("/reports/{month}/freeze", ReportPages.Freeze).Needs(Right.Report, "report.freeze");
        app.MapPost("/reports/{month}/sent", ReportPages.Send).Needs(Right.Report, "report.sent");
        app.MapPost("/reports/{month}/reopen", ReportPages.Reopen).Needs(Right.Report, "report.reopen");
        pages.Get("/priority", PriorityPages.Get).Reads("dumps");
        app.MapPost("/priority/what-if", PriorityPages.WhatIf).Reads("dumps").Computes();
        app.MapPost("/priority/stability", PriorityPages.Stability).Reads("dumps").Computes();
        app.MapPost("/priority/explain", PriorityPages.Explain).Reads("dumps").Computes();
        pages.Get("/priority/scenarios", ScenarioPages.List).Reads("priority-scenarios");
        pages.Get("/priority/scenarios/{id}", ScenarioPages.Get).Reads("priority-scenarios");
        app.MapPost("/priority/scenarios", ScenarioPages.Add).Reads("priority-scenarios").Needs(Right.DecideDumps, "priority.scenario");
        app.MapDelete("/priority/scenarios/{id}", ScenarioPages.Delete).Reads("priority-scenarios").Needs(Right.DecideDumps, "priority.scenario-delete");
        app.MapPost("/priority/scenarios/{id}/adopt", ScenarioPages.Adopt).Reads("priority-scenarios").Needs(Right.DecideDumps, "priority.adopt");
        pages.Get("/priority/compare", ScenarioPages.Compare, "a", "b").Reads("dumps");
        pages.Get("/priority.{extension}", ScenarioPages.File, "scenario").Reads("dumps");
        pages.Get("/priority/dumps/{code}/sheet.docx", ScenarioPages.Sheet, "scenario").Reads("dumps");
        app.MapPost("/registers/{kind}/preview", RegisterPages.Preview).WithMetadata(new RequestSizeLimitAttribute(RegisterForm.LargestBody)).Needs(Right.EditRegisters).Computes();
        app.MapPost("/registers/{kind}", RegisterPages.Import).WithMetadata(new RequestSizeLimitAttribute(RegisterForm.LargestBody)).Needs(Right.EditRegisters, "import");
        pages.Get("/registers/imports", ImportPages.List).Needs(Right.ReadStaff);
        pages.Get("/registers/imports/{id}.{format}", ImportPages.File).Needs(Right.ReadStaff);
        pages.Get("/runs", RunPages.List, "limit", "state");
        pages.Get("/runs/{id}", RunPages.Get);
        app.Get("/runs/{id}/events", RunEvents.Get);
        app.MapPost("/runs", RunPages.Start).Needs(Right.Run, "run.start");
        app.MapPost("/runs/{id}/cancel", RunPages.Cancel).Needs(Right.Run, "run.cancel");
        pages.Get("/inbox", InboxPages.Get).Needs(Right.ReadStaff);
        // Uploads measures it itself: a body over Kestrel's limit is cut off before a refusal can be read.
        app.MapPut("/inbox/files/{name}", Uploads.Put).WithMetadata(new DisableRequestSizeLimitAttribute()).Needs(Right.Run, "inbox.upload");
        pages.Get("/schedule", SchedulePages.Get).Needs(Right.ReadStaff);
        app.MapPost("/schedule/{task}", SchedulePages.Post).Needs(Right.Run, "schedule");
        pages.Get("/processes", ProcessPages.List, "limit", "after");
        pages.Get("/processes/{id}", ProcessPages.Get);
        app.MapPost("/processes/{id}/execution", Execution.Post).Needs(Right.Run, "run.start");
        pages.Get("/jobs", JobPages.List, JobQuery.Names);
        pages.Get("/jobs/{id}", JobPages.Get);
        app.MapDelete("/jobs/{id}", JobPages.Dismiss).Needs(Right.Run, "run.cancel");
        pages.Get("/jobs/{id}/results", JobPages.Results);

        pages.Get("/session", SessionPages.Get);
        app.MapPost("/session", SessionPages.SignIn).Needs(Right.SignIn, "sign-in");
        app.MapDelete("/session", SessionPages.SignOut).Needs(Right.SignIn, "sign-out");
        app.MapPut("/session/password", SessionPages.ChangePassword).Needs(Right.OwnAccount, "account.password");
        pages.Get("/people", PeoplePages.List).Needs(Right.People);
        app.MapPost("/people", PeoplePages.Add).Needs(Right.People, "account.add");
        pages.Get("/people/{name}", PeoplePages.Get).Needs(Right.People);
        app.MapPut("/people/{name}", PeoplePages.Change).Needs(Right.People, "account");
        app.MapPost("/people/{name}/password", PeoplePages.Reset).Needs(Right.People, "account.reset");
        pages.Get("/people/{name}/keys", KeyPages.List).Needs(Right.OwnAccount);
        app.MapPost("/people/{name}/keys", KeyPages.Add).Needs(Right.OwnAccount, "key.add");
        app.MapDelete("/people/{name}/keys/{id}", KeyPages.Revoke).Needs(Right.OwnAccount, "key.revoke");
        pages.Get("/audit", AuditPages.List, "limit", "before", "user", "subject").Needs(Right.Audit);

        app.Get("/token", TokenPage.Get);
        app.Get("/healthz", Readiness.Alive);
        app.Get("/readyz", Readiness.Get);
        app.Get("/metrics", Metrics.Get);
        app.Get("/page.css", WebMap.Style);
        app.Get("/map/{**rest}", WebMap.Index);
    }

    private static RouteHandlerBuilder Get(this IEndpointRouteBuilder routes, string pattern, Delegate handler, params string[] query) =>
        routes.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], handler).WithMetadata(new Query(query));
}
