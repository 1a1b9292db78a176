document.addEventListener("load",function ask(e){let code=document.querySelector("[data-wasm]"),add=o=>document.head.append(Object.assign(document.createElement("link"),o))
if(e.target.rel=="stylesheet"&&code&&document.querySelector("[data-component]")){document.removeEventListener("load",ask,true)
add({rel:"preload",as:"fetch",crossOrigin:"",href:code.dataset.wasm})
add({rel:"modulepreload",href:code.dataset.js})}},true)
