namespace Geo.Api.Tests.Conformance;

/// <summary>
/// This test is our form of an abstract test of a standard's conformance class. A class is declared on /conformance when
/// each of its abstract tests (abstract-tests.json) has such a test here that is not skipped for good.
/// </summary>
/// <param name="conformanceClass">URI of the class.</param>
/// <param name="abstractTest">The abstract test's number or name as in abstract-tests.json.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ProvesAttribute(string conformanceClass, string abstractTest) : Attribute
{
    public string ConformanceClass => conformanceClass;

    public string AbstractTest => abstractTest;
}
