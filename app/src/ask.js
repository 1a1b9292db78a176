document.addEventListener("load",function ask(e){
const code=document.querySelector("script[data-wasm]")
if(e.target.rel!="stylesheet"||!code||!document.querySelector("[data-component]"))return
document.removeEventListener("load",ask,true)
const link=(fields)=>document.head.append(Object.assign(document.createElement("link"),fields))
link({rel:"preload",as:"fetch",crossOrigin:"",href:code.dataset.wasm})
link({rel:"modulepreload",href:code.dataset.js})
},true)
