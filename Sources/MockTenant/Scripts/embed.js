// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

// What an embedding page loads first: a registry of modules by name and version, and an element that shows an object.
(function (root) {
  "use strict";

  var modules = {
    "auth@v1": {
      setDefaultHostConfig: function (config) { modules["auth@v1"].host = config; },
      logout: function () { root.location.href = "/logout"; }
    },
    "invoke-fetch@v1": {
      invokeFetch: function (name, options) {
        return root.fetch(options.pathTemplate, { method: options.method, credentials: "include" });
      }
    },
    "qix@v1": {
      openApp: function (id, config) {
        return new Promise(function (resolve, reject) {
          root.require(["js/qlik"], function (qlik) { resolve(qlik.openApp(id, config)); }, reject);
        });
      }
    }
  };

  root.QlikMain = {
    import: function (name) {
      return modules[name] ? Promise.resolve(modules[name]) : Promise.reject(new Error("no module " + name));
    }
  };
})(typeof window === "undefined" ? globalThis : window);
