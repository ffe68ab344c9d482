// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

// The capability interface in small: opens apps over the engine socket and shows objects as tables.
//
// qlik.openApp(id, { host, port, prefix, isSecure, webIntegrationId, identity })
//   .getObject(element or its id, object id)   a promise of the object's model, drawn into the element
//   .getAppLayout(), .getLayout()              the app's own layout
//   .theme.apply(name)                         a theme of the tenant, for the whole page
//   .close()
define("js/qlik", [], function () {
  "use strict";

  var listeners = {};
  var global = typeof window === "undefined" ? globalThis : window;

  function tell(name, value) {
    (listeners[name] || []).forEach(function (listener) { listener(value); });
  }

  function origin(config) {
    var host = config.host || global.location.hostname;
    var port = config.port || (config.host ? "" : global.location.port);
    return (config.isSecure === false ? "http://" : "https://") + host + (port ? ":" + port : "")
      + (config.prefix || "/").replace(/\/$/, "");
  }

  function headers(config) {
    return config.webIntegrationId ? { "qlik-web-integration-id": config.webIntegrationId } : {};
  }

  function get(config, path) {
    return global.fetch(origin(config) + path, { credentials: "include", headers: headers(config) });
  }

  // A fresh token for each socket; a proxy that adds its own answers without one.
  function socketURL(id, config) {
    return get(config, "/api/v1/csrf-token").then(function (answer) {
      if (answer.status === 401) { throw new Error("not signed in"); }
      var query = ["reloadUri=" + encodeURIComponent(origin(config) + "/sense/app/" + id)];
      var token = answer.headers.get("qlik-csrf-token");
      if (token) { query.push("qlik-csrf-token=" + encodeURIComponent(token)); }
      if (config.webIntegrationId) {
        query.push("qlik-web-integration-id=" + encodeURIComponent(config.webIntegrationId));
      }
      var identity = config.identity ? "/identity/" + encodeURIComponent(config.identity) : "";
      return origin(config).replace(/^http/, "ws") + "/app/" + id + identity + "?" + query.join("&");
    });
  }

  // Nothing is sent before the engine has spoken.
  function connect(url) {
    return new Promise(function (resolve, reject) {
      var socket = new global.WebSocket(url);
      var session = { pending: {}, changed: {}, nextID: 1 };
      session.call = function (handle, method, params) {
        return new Promise(function (done, failed) {
          var id = session.nextID;
          session.nextID += 1;
          session.pending[id] = { done: done, failed: failed };
          socket.send(JSON.stringify({ jsonrpc: "2.0", id: id, handle: handle, method: method, params: params }));
        });
      };
      session.close = function () { socket.close(1000); };
      socket.onmessage = function (event) {
        var message = JSON.parse(event.data);
        if (message.method === "OnConnected") { resolve(session); }
        (message.change || []).forEach(function (handle) {
          if (session.changed[handle]) { session.changed[handle](); }
        });
        var call = session.pending[message.id];
        if (!call) { return; }
        delete session.pending[message.id];
        if (message.error) { call.failed(new Error(message.error.message)); } else { call.done(message.result); }
      };
      socket.onclose = function (event) {
        var error = new Error("engine socket closed with " + event.code);
        Object.keys(session.pending).forEach(function (id) { session.pending[id].failed(error); });
        session.pending = {};
        tell("closed", event);
        reject(error);
      };
    });
  }

  function cells(layout) {
    var pages = (layout.qHyperCube && layout.qHyperCube.qDataPages) || [];
    return pages.reduce(function (rows, page) { return rows.concat(page.qMatrix); }, []);
  }

  function draw(element, layout) {
    var place = typeof element === "string" ? global.document.getElementById(element) : element;
    if (!place) { return; }
    var table = global.document.createElement("table");
    cells(layout).forEach(function (row) {
      var line = table.appendChild(global.document.createElement("tr"));
      row.forEach(function (cell) {
        line.appendChild(global.document.createElement("td")).textContent = cell.qText;
      });
    });
    place.className = "qv-object";
    place.replaceChildren(table);
  }

  function model(session, result, id) {
    var handle = result.qReturn && result.qReturn.qHandle;
    if (!handle) { throw new Error("no object " + id); }
    return {
      id: id,
      getLayout: function () {
        return session.call(handle, "GetLayout", []).then(function (answer) { return answer.qLayout; });
      },
      onChanged: function (listener) { session.changed[handle] = listener; }
    };
  }

  function openApp(id, config) {
    config = config || {};
    var ready = socketURL(id, config).then(connect).then(function (session) {
      return session.call(-1, "OpenDoc", [id, "", "", "", false]).then(function (result) {
        return { session: session, handle: result.qReturn.qHandle };
      });
    });
    ready.catch(function (error) { tell("error", error); });
    function layout() {
      return ready.then(function (app) { return app.session.call(app.handle, "GetAppLayout", []); })
        .then(function (result) { return result.qLayout; });
    }
    return {
      id: id,
      getAppLayout: layout,
      getLayout: layout,
      getObject: function (element, objectID) {
        return ready.then(function (app) {
          return app.session.call(app.handle, "GetObject", [objectID]).then(function (result) {
            var object = model(app.session, result, objectID);
            function show() { return object.getLayout().then(function (found) { draw(element, found); }); }
            object.onChanged(show);
            return show().then(function () { return object; });
          });
        });
      },
      theme: { apply: function (name) { return applyTheme(name, config); } },
      close: function () { return ready.then(function (app) { app.session.close(); }); }
    };
  }

  function applyTheme(name, config) {
    return get(config || {}, "/api/v1/themes/" + encodeURIComponent(name) + "/file/theme.json").then(function (answer) {
      if (!answer.ok) { throw new Error("no theme " + name); }
      return answer.json();
    }).then(function (theme) {
      global.document.body.style.color = theme.color || "";
      global.document.body.style.fontFamily = theme.fontFamily || "";
      return theme;
    });
  }

  return {
    openApp: openApp,
    theme: { apply: function (name) { return applyTheme(name); } },
    on: function (name, listener) { (listeners[name] = listeners[name] || []).push(listener); },
    setOnError: function (listener) { (listeners.error = listeners.error || []).push(listener); }
  };
});
