// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

// A module loader for pages, as much of the AMD interface as the tenant's own scripts and sample pages use:
// define([name,] [dependencies,] factory), require([names], done, failed), require.config({ baseUrl, paths }).
(function (root) {
  "use strict";

  var settings = { baseUrl: "", paths: {} };
  // The promise of each module by name, however many ask for it.
  var modules = {};
  var anonymous = null;

  function url(name) {
    if (/^(https?:)?\/\//.test(name) || name.charAt(0) === "/") { return name; }
    var place = settings.paths[name] || name;
    var base = settings.baseUrl && !/\/$/.test(settings.baseUrl) ? settings.baseUrl + "/" : settings.baseUrl;
    return base + place + (/\.js$/.test(place) ? "" : ".js");
  }

  function load(name) {
    if (!modules[name]) { modules[name] = fetched(name); }
    return modules[name];
  }

  function fetched(name) {
    var own = new Promise(function (resolve, reject) {
      var script = root.document.createElement("script");
      script.src = url(name);
      script.async = true;
      script.onload = function () {
        var module = anonymous;
        anonymous = null;
        // A script that names its module has put another promise in the place of this one.
        resolve(module ? build(module) : modules[name] === own ? undefined : modules[name]);
      };
      script.onerror = function () { reject(new Error("module " + name + " cannot be loaded")); };
      root.document.head.appendChild(script);
    });
    return own;
  }

  function build(module) {
    return Promise.all(module.dependencies.map(load)).then(function (values) {
      return typeof module.factory === "function" ? module.factory.apply(null, values) : module.factory;
    });
  }

  function define(name, dependencies, factory) {
    var parts = [].slice.call(arguments);
    var module = {
      name: typeof parts[0] === "string" ? parts.shift() : null,
      dependencies: Array.isArray(parts[0]) ? parts.shift() : [],
      factory: parts[0]
    };
    if (module.name) { modules[module.name] = build(module); } else { anonymous = module; }
  }
  define.amd = {};

  function require(names, done, failed) {
    Promise.all(names.map(load)).then(function (values) {
      if (done) { done.apply(null, values); }
    }).catch(function (error) {
      if (failed) { failed(error); } else { root.setTimeout(function () { throw error; }, 0); }
    });
  }
  require.config = function (changes) {
    if (changes.baseUrl !== undefined) { settings.baseUrl = changes.baseUrl; }
    Object.keys(changes.paths || {}).forEach(function (name) { settings.paths[name] = changes.paths[name]; });
    return require;
  };
  require.toUrl = url;

  root.define = define;
  root.require = root.requirejs = require;
})(typeof window === "undefined" ? globalThis : window);
