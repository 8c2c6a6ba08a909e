using Geo.Api.Auth;
using Geo.Api.Ogc;
using Geo.Core.Field;
using Geo.Core.Store;
using Geo.Core.Store.Ground;
using Geo.Core.Store.People;
using NetTopologySuite.Geometries;

namespace Geo.Api.Field;

/// <summary>A check as it is answered: id, what the request did (new, changed, same), place, and all columns of field-checks.</summary>
internal sealed record CheckAnswer(string Id, string State, double? Lon, double? Lat, IReadOnlyDictionary<string, object?> Properties);

/// <summary>Checks from the ground.</summary>
internal static class FieldCheckPages
{
    private const string Example = """{"id": "UUID", "site_kind": "mine_site", "site_code": "M01", "checked_at": "2025-07-14T03:20:00Z", "source": "ground", "finding": "agrees"}""";

    /// <summary>POST /field-checks: takes a check; one that is here already is answered as it stands, so that a lost answer may be asked for again.</summary>
    public static async Task<IResult> Post(HttpContext http, Visitor visitor, WorkspaceStore store, TimeProvider time, CancellationToken cancel)
    {
        var entry = await Read(http, cancel);
        var state = Write(entry, visitor, store, time, replace: false);
        return state.Done == PutState.New
            ? TypedResults.Json(Answer(state), Json.Pages, statusCode: StatusCodes.Status201Created)
            : TypedResults.Json(Answer(state), Json.Pages);
    }

    /// <summary>PUT /field-checks/{id}: changes a check, by who made it or an administrator; the state before stays in its history.</summary>
    public static async Task<IResult> Put(string id, HttpContext http, Visitor visitor, WorkspaceStore store, TimeProvider time, CancellationToken cancel)
    {
        var entry = await Read(http, cancel);
        if (entry.Id is not null && entry.Id != id) throw new InputException("request", "id", "it is not that of the address", "leave it out of the body");
        return TypedResults.Json(Answer(Write(entry with { Id = id }, visitor, store, time, replace: true)), Json.Pages);
    }

    /// <summary>GET /works: the codelist for forms.</summary>
    public static IResult WorkList() => TypedResults.Json(Works.All, Json.Pages);

    /// <summary>Refuses to a town's people what is not of their town.</summary>
    public static void RequireTown(Visitor visitor, string? town)
    {
        if (visitor.Role == Role.Town && (town is null || town != visitor.Town))
        {
            throw new AccessException(StatusCodes.Status403Forbidden, $"an account of {visitor.Town} checks the sites of its own town; this one lies in {town ?? "no town that the register names"}") { Right = Right.FieldCheck, Role = visitor.Role };
        }
    }

    /// <summary>Refuses to everybody but who made the check, and administrators.</summary>
    public static void RequireAuthor(Visitor visitor, Feature check)
    {
        if (visitor.Role != Role.Admin && !Equals(check.Properties["checked_by"], visitor.Name))
        {
            throw new AccessException(StatusCodes.Status403Forbidden, "a check is changed by who made it, or by an administrator") { Right = Right.FieldCheck, Role = visitor.Role };
        }
    }

    private static FieldCheckState Write(FieldCheckEntry entry, Visitor visitor, WorkspaceStore store, TimeProvider time, bool replace)
    {
        RequireTown(visitor, FieldCheckWrite.TownOf(store, entry));
        if (entry.Id is { } id && store.Layer(Layers.FieldChecks.Id).Find(id) is { } stored) RequireAuthor(visitor, stored);
        return FieldCheckWrite.Write(store, entry, visitor.Name, time.GetUtcNow(), replace);
    }

    private static async Task<FieldCheckEntry> Read(HttpContext http, CancellationToken cancel) =>
        await JsonBody.Read<FieldCheckEntry>(http, Example, cancel) ?? throw new InputException("request", null, "the body is null", $"send {Example}");

    private static CheckAnswer Answer(FieldCheckState state)
    {
        var place = state.Check.Geometry as Point;
        return new CheckAnswer(state.Check.Id, state.Done.ToString().ToLowerInvariant(), place?.X, place?.Y, state.Check.Properties);
    }
}
